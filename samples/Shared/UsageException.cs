namespace SparseLsr.Gen.Samples;

/// <summary>The command line, or a file that it names, is not as it must be; the message says why and what would be.</summary>
public sealed class UsageException(string message) : Exception(message);
