namespace SparseLsr.Gen.Ptx;

/// <summary>PTX that cannot be read, compiled or executed any further.</summary>
internal sealed class PtxException(string message) : Exception(message);
