namespace SparseLsr.Gen.Cpu;

/// <summary>Walks the rows of a batch in order, whatever the strides of its row dimensions.</summary>
internal unsafe ref struct RowCursor
{
    private readonly CpuBatch _batch;
    private readonly Span<long> _indices;

    /// <param name="batch">The batch.</param>
    /// <param name="row">The row to begin at.</param>
    /// <param name="indices">Room for an index for each row dimension.</param>
    public RowCursor(CpuBatch batch, long row, Span<long> indices)
    {
        _batch = batch;
        _indices = indices;
        for (int d = indices.Length - 1; d >= 0; d--)
        {
            long size = batch.Sizes[d];
            indices[d] = row % size;
            row /= size;
            Step(d, indices[d]);
        }
    }

    /// <summary>Where the row's logits begin, in elements.</summary>
    public long Logits { get; private set; }

    /// <summary>Where the row's target is, in elements.</summary>
    public long Target { get; private set; }

    /// <summary>Where the row's gradient begins, in elements.</summary>
    public long Gradient { get; private set; }

    /// <summary>Where the row begins in what has such strides along the row dimensions, in elements.</summary>
    public readonly long Offset(long[] strides)
    {
        long offset = 0;
        for (int d = 0; d < strides.Length; d++)
            offset += strides[d] * _indices[d];
        return offset;
    }

    public void MoveNext()
    {
        for (int d = _indices.Length - 1; d >= 0; d--)
        {
            Step(d, 1);
            if (++_indices[d] < _batch.Sizes[d])
                return;
            Step(d, -_indices[d]);
            _indices[d] = 0;
        }
    }

    private void Step(int dimension, long count)
    {
        Logits += _batch.LogitStrides[dimension] * count;
        Target += _batch.TargetStrides[dimension] * count;
        if (_batch.Gradient != null)
            Gradient += _batch.GradientStrides[dimension] * count;
    }
}
