using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What the kernels read and write of a batch of contiguous rows; a view that a kernel does not use may be empty.</summary>
internal struct RowBatch<TPack, TNumber, TTarget> : IKernelParameter
    where TPack : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <summary>Shape (rows, classes), from the pack on that has the first element.</summary>
    public ArrayView<TPack> Logits;

    /// <summary>The same, with the first element at the same place in its pack.</summary>
    public ArrayView<TPack> Gradient;

    /// <summary>Shape (rows).</summary>
    public ArrayView<TTarget> Targets;

    /// <summary>The weight of each class; empty for ones.</summary>
    public ArrayView<TNumber> Weights;

    /// <summary>The class vectors of the loss, one after the other; empty for none.</summary>
    public ArrayView<TNumber> Vectors;

    /// <summary>One number by which all gradients are multiplied; empty for 1.</summary>
    public ArrayView<TNumber> Scale;

    /// <summary>One number, or one a row, by which gradients are multiplied as well; empty for 1.</summary>
    public ArrayView<TNumber> Upstream;

    /// <summary>The loss of each row.</summary>
    public ArrayView<TNumber> Losses;

    /// <summary>What is saved of each row's gradient for backward, <see cref="SavedLength.PerRow"/> numbers a row.</summary>
    public ArrayView<TNumber> Saved;

    /// <summary>
    /// The sums of each chunk of each row, <see cref="PartialSums.Length"/> numbers a chunk; then, sweep after sweep, the class sums,
    /// <see cref="ClassPartialSums.Length"/> numbers a chunk.
    /// </summary>
    public ArrayView<TNumber> Partials;

    /// <summary>One word, set to 1 + the index of a row whose target is no class.</summary>
    public ArrayView<long> Flag;

    public long Rows;
    public long Classes;
    public long IgnoreIndex;

    /// <summary>The place of the first element in its pack.</summary>
    public int Lead;

    /// <summary>The packs of a chunk; the last chunk of a row has what is left, and the first one the ends of the row.</summary>
    public int ChunkPacks;

    /// <summary>The chunks of a row.</summary>
    public int Chunks;

    /// <summary>
    /// How many of a row's packs the kernel that also writes the gradient keeps in dynamic shared memory, in whole tiles; the
    /// block has as much of it for each of its rows. 0 for none.
    /// </summary>
    public int CachedPacks;

    /// <summary>Receives the metrics of the rows, shape (metrics, rows); empty where they are not wanted.</summary>
    public ArrayView<TNumber> Metrics;

    /// <summary>The inputs of the rows.</summary>
    public InputViews<TNumber> Inputs;

    /// <summary>This block's chunk of its row.</summary>
    public readonly int Chunk => Grid.IdxY;

    /// <summary>The same counted from the end, for a second visit: what the first one has read last is what the caches still have.</summary>
    public readonly int ChunkFromEnd => Chunks - 1 - Grid.IdxY;

    /// <summary>The first pack of a chunk.</summary>
    public readonly int Start(int chunk) => chunk * ChunkPacks;

    /// <summary>The end of a chunk of a row with so many packs.</summary>
    public readonly int End(int chunk, int packs) => chunk == Chunks - 1 ? packs : Start(chunk) + ChunkPacks;

    /// <summary>Where a row lies.</summary>
    public readonly RowPlace Place(long row, int packLength) => new(Lead + row * Classes, (int)Classes, packLength);

    /// <inheritdoc/>
    public readonly void Write(ref ParameterWriter writer)
    {
        writer.Write(Logits);
        writer.Write(Gradient);
        writer.Write(Targets);
        writer.Write(Weights);
        writer.Write(Vectors);
        writer.Write(Scale);
        writer.Write(Upstream);
        writer.Write(Losses);
        writer.Write(Saved);
        writer.Write(Partials);
        writer.Write(Flag);
        writer.Write(Rows);
        writer.Write(Classes);
        writer.Write(IgnoreIndex);
        writer.Write(Lead);
        writer.Write(ChunkPacks);
        writer.Write(Chunks);
        writer.Write(CachedPacks);
        writer.Write(Metrics);
        WriteInputs(ref writer);
        writer.End();
    }

    private readonly void WriteInputs(ref ParameterWriter writer)
    {
        for (int i = 0; i < RowInputs<TNumber>.Most; i++)
            writer.Write(Inputs.Row(i));
        for (int i = 0; i < RowInputs<TNumber>.Most; i++)
            writer.Write(Inputs.Gradient(i));
        for (int i = 0; i < RowInputs<TNumber>.Most; i++)
            writer.Write(Inputs.Class(i));
        writer.Write(Inputs.Float32);
    }
}
