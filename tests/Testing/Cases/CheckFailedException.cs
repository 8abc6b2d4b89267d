namespace SparseLsr.Gen.Testing.Cases;

/// <summary>Fails a test or a tool with what was found wrong.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
