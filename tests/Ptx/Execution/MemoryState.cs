namespace SparseLsr.Gen.Ptx.Execution;

/// <summary>What is known of an allocation of global memory: which bytes hold something, and which thread of the launch wrote them.</summary>
/// <param name="start">Its address.</param>
/// <param name="bytes">Its size.</param>
internal sealed class MemoryState(long start, long bytes)
{
    /// <summary>The bytes whose writers are told apart: the smallest element's.</summary>
    private const int GranuleBytes = 2;

    private readonly bool[] _written = new bool[bytes];
    private readonly (int Launch, int Thread)[] _writers = new (int, int)[(bytes / GranuleBytes) + 1];

    public bool Contains(long address, long count) => address >= start && address + count <= start + bytes;

    /// <summary>Says that bytes hold something, or do not.</summary>
    public void SetWritten(long address, long count, bool written) =>
        _written.AsSpan((int)(address - start), (int)count).Fill(written);

    /// <summary>Whether something has been written to all of the bytes.</summary>
    public bool IsWritten(long address, int count) => !_written.AsSpan((int)(address - start), count).Contains(false);

    /// <summary>Notes who writes bytes in a launch.</summary>
    public void Write(long address, int count, int launch, int thread)
    {
        SetWritten(address, count, true);
        Granules(address, count).Fill((launch, thread));
    }

    /// <summary>Another thread that has written some of the bytes in the same launch; −1 if there is none.</summary>
    public int OtherWriter(long address, int count, int launch, int thread)
    {
        foreach ((int writtenIn, int writer) in Granules(address, count))
        {
            if (writtenIn == launch && writer != thread)
                return writer;
        }
        return -1;
    }

    private Span<(int Launch, int Thread)> Granules(long address, int count)
    {
        int first = (int)((address - start) / GranuleBytes), end = (int)((address + count - start + GranuleBytes - 1) / GranuleBytes);
        return _writers.AsSpan(first, end - first);
    }
}
