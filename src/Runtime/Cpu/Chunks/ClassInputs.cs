namespace SparseLsr.Gen.Cpu;

/// <summary>The class inputs of a row as functions of a class read them: block by block, in the type that the row is computed in.</summary>
internal unsafe struct ClassInputs<TNumber>
    where TNumber : unmanaged
{
    private readonly TNumber* _blocks;
    private readonly int _count;
    private ClassInputRows _rows;

    /// <param name="count">How many there are.</param>
    /// <param name="buffers">The worker's buffers.</param>
    public ClassInputs(int count, in ChunkBuffers<TNumber> buffers)
    {
        _count = count;
        _blocks = buffers.ClassInputs;
        Elements = buffers.ClassInputElements;
    }

    /// <summary>Where the number of class 0 would be of each, if all of the row lay as the block at hand does.</summary>
    public TNumber** Elements { get; }

    /// <summary>Turns to another row.</summary>
    public void SetRow(in ClassInputRows rows) => _rows = rows;

    /// <summary>Turns to a block: what does not lie there as it is read, or ends within a vector, is copied.</summary>
    /// <param name="first">The number of its first class.</param>
    /// <param name="count">The number of its classes.</param>
    public readonly void SetBlock(long first, int count)
    {
        for (int i = 0; i < _count; i++)
        {
            ref readonly ClassInputRow row = ref _rows[i];
            TNumber* native = row.Native<TNumber>();
            if (native != null && count % ChunkBuffers<TNumber>.MostLanes == 0)
            {
                Elements[i] = native;
                continue;
            }
            TNumber* block = _blocks + i * Scratch.BlockLength;
            row.Read(first, block, count);
            Elements[i] = block - first;
        }
    }
}
