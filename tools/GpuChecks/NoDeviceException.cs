namespace SparseLsr.Gen.GpuChecks;

/// <summary>There is no GPU to run on; the message is all that is shown.</summary>
internal sealed class NoDeviceException(string message) : Exception(message);
