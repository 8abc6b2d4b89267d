using System.Runtime.InteropServices;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>Global memory, which lies in this process, and what is known of each allocation.</summary>
internal sealed unsafe class GlobalMemory
{
    private const nuint Alignment = 256;

    private readonly Dictionary<nint, MemoryState> _allocations = [];

    public nint Allocate(long bytes)
    {
        var address = (nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        _allocations.Add(address, new MemoryState(address, bytes));
        return address;
    }

    public void Free(nint address)
    {
        _allocations.Remove(address);
        NativeMemory.AlignedFree((void*)address);
    }

    /// <summary>What is known of memory; null where it was not allocated here, as that of tensors.</summary>
    public MemoryState? Find(long address, long bytes) => _allocations.Values.FirstOrDefault(state => state.Contains(address, bytes));
}
