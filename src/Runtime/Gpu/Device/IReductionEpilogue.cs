using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What becomes of a sum over a batch.</summary>
internal interface IReductionEpilogue<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    static abstract void Store(ReductionBatch<TNumber, TTarget> batch, TNumber sum);
}

/// <summary>The scale of a mean: 1 over the sum of what the rows count, or 0.</summary>
internal readonly struct MeanScale<TNumber, TTarget> : IReductionEpilogue<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    public static void Store(ReductionBatch<TNumber, TTarget> batch, TNumber sum) =>
        batch.Scale[0] = sum == TNumber.Zero ? TNumber.Zero : TNumber.One / sum;
}

/// <summary>The loss of the batch: the sum of the rows' losses, times the scale.</summary>
internal readonly struct BatchLoss<TNumber, TTarget> : IReductionEpilogue<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    public static void Store(ReductionBatch<TNumber, TTarget> batch, TNumber sum) =>
        batch.Result[0] = batch.Scale.Length == 0 ? sum : sum * batch.Scale[0];
}
