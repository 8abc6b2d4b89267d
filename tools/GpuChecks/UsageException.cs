namespace SparseLsr.Gen.GpuChecks;

/// <summary>The command line asks for something that there is not; the message is all that is shown.</summary>
internal sealed class UsageException(string message) : Exception(message);
