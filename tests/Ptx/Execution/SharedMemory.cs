using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>The shared memory of the block that is executed, with who has accessed what since the last barrier.</summary>
internal sealed unsafe class SharedMemory
{
    /// <summary>The bytes whose accesses are told apart: the smallest element's.</summary>
    private const int GranuleBytes = 2;

    /// <summary>More than one reader.</summary>
    private const int Several = -1;

    private byte[] _bytes = [];
    private Granule[] _granules = [];
    private int _groupStart;

    // Counts barriers and blocks, over all launches.
    private int _epoch = 1;

    /// <summary>The bytes that the block has.</summary>
    public int Size { get; private set; }

    /// <summary>The address in this process of an address in shared memory.</summary>
    public byte* Pointer(long address) => (byte*)Unsafe.AsPointer(ref _bytes[0]) + address;

    /// <summary>Begins with a block, whose shared memory holds nothing.</summary>
    public void Begin(int size)
    {
        if (_bytes.Length < size)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(size, pinned: true);
            _granules = new Granule[(size / GranuleBytes) + 1];
        }
        Size = size;
        _groupStart = ++_epoch;
    }

    /// <summary>All threads of the block have come to a barrier.</summary>
    public void Barrier() => _epoch++;

    /// <summary>Notes that a thread reads.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Read(long address, int bytes, int thread)
    {
        string? fault = null;
        foreach (ref Granule granule in Granules(address, bytes))
        {
            if (granule.WriteEpoch < _groupStart)
                fault = $"reads shared memory at {address} that nothing has been written to";
            else if (granule.WriteEpoch == _epoch && granule.Writer != thread)
                fault = $"race: reads shared memory at {address} that thread {granule.Writer} has written since the last barrier";
            granule.Reader = granule.ReadEpoch == _epoch && granule.Reader != thread ? Several : thread;
            granule.ReadEpoch = _epoch;
        }
        return fault;
    }

    /// <summary>Notes that a thread writes.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Write(long address, int bytes, int thread)
    {
        string? fault = null;
        foreach (ref Granule granule in Granules(address, bytes))
        {
            if (granule.WriteEpoch == _epoch && granule.Writer != thread)
                fault = $"race: writes shared memory at {address} that thread {granule.Writer} has written since the last barrier";
            else if (granule.ReadEpoch == _epoch && granule.Reader != thread)
                fault = $"race: writes shared memory at {address} that {Name(granule.Reader)} has read since the last barrier";
            granule.Writer = thread;
            granule.WriteEpoch = _epoch;
        }
        return fault;
    }

    private static string Name(int reader) => reader == Several ? "more than one thread" : $"thread {reader}";

    private Span<Granule> Granules(long address, int bytes)
    {
        int first = (int)address / GranuleBytes, end = (int)(address + bytes + GranuleBytes - 1) / GranuleBytes;
        return _granules.AsSpan(first, end - first);
    }

    private struct Granule
    {
        public int WriteEpoch;
        public int Writer;
        public int ReadEpoch;
        public int Reader;
    }
}
