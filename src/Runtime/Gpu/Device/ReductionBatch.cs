using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What the kernels that sum over the rows of a batch read and write; a view that a kernel does not use may be empty.</summary>
internal struct ReductionBatch<TNumber, TTarget> : IKernelParameter
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <summary>(N).</summary>
    public ArrayView<TTarget> Targets;

    /// <summary>The weight of each class; empty for ones.</summary>
    public ArrayView<TNumber> Weights;

    /// <summary>(N).</summary>
    public ArrayView<TNumber> Losses;

    /// <summary>The sum of each block.</summary>
    public ArrayView<TNumber> Partials;

    /// <summary>One number: 1 over what a mean divides by, 0 where that is 0; empty for a sum.</summary>
    public ArrayView<TNumber> Scale;

    /// <summary>One number: the loss of the batch.</summary>
    public ArrayView<TNumber> Result;

    /// <summary>How much there is to sum up: rows, or blocks.</summary>
    public long Count;

    public long Classes;
    public long IgnoreIndex;

    /// <inheritdoc/>
    public readonly void Write(ref ParameterWriter writer)
    {
        writer.Write(Targets);
        writer.Write(Weights);
        writer.Write(Losses);
        writer.Write(Partials);
        writer.Write(Scale);
        writer.Write(Result);
        writer.Write(Count);
        writer.Write(Classes);
        writer.Write(IgnoreIndex);
        writer.End();
    }
}
