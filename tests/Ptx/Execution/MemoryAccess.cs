namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>What a kernel may do with memory.</summary>
[Flags]
internal enum MemoryAccess
{
    Read = 1,
    Write = 2,
    ReadWrite = Read | Write,
}
