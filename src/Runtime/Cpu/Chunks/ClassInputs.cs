namespace SparseLsr.Gen.Cpu;

/// <summary>The class inputs of a row as functions of a class read them: block by block, in the type that the row is computed in.</summary>
internal unsafe struct ClassInputs<TNumber>
    where TNumber : unmanaged
{
    private readonly ClassInput[] _inputs;
    private readonly TNumber* _blocks;
    private ClassInput.Rows _rows;

    /// <param name="inputs">Where they lie in memory.</param>
    /// <param name="buffers">The worker's buffers.</param>
    public ClassInputs(ClassInput[] inputs, in ChunkBuffers<TNumber> buffers)
    {
        _inputs = inputs;
        _blocks = buffers.ClassInputs;
        Elements = buffers.ClassInputElements;
    }

    /// <summary>Where the number of class 0 would be of each, if all of the row lay as the block at hand does.</summary>
    public TNumber** Elements { get; }

    /// <summary>Turns to another row.</summary>
    public void SetRow(in ClassInput.Rows rows) => _rows = rows;

    /// <summary>Turns to a block: what does not lie there as it is read, or ends within a vector, is copied.</summary>
    /// <param name="first">The number of its first class.</param>
    /// <param name="count">The number of its classes.</param>
    public readonly void SetBlock(long first, int count)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            ClassInput input = _inputs[i];
            byte* row = (byte*)_rows[i];
            bool isNative = typeof(TNumber) == typeof(float) ? input.Type == ElementType.Float32 : input.Type == ElementType.Float64;
            if (isNative && input.ClassStride == 1 && count % ChunkBuffers<TNumber>.MostLanes == 0)
            {
                Elements[i] = (TNumber*)row;
                continue;
            }
            TNumber* block = _blocks + i * Scratch.BlockLength;
            if (typeof(TNumber) == typeof(float))
                input.Read(row, first, (float*)block, count);
            else
                input.Read(row, first, (double*)block, count);
            Elements[i] = block - first;
        }
    }
}
