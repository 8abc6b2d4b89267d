using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What is summed up over a batch.</summary>
internal interface IReductionInput<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    static abstract TNumber Of(ReductionBatch<TNumber, TTarget> batch, long index);
}

/// <summary>What a row counts in a mean: the weight of its class, 0 where it is left out.</summary>
internal readonly struct RowWeight<TNumber, TTargets, TTarget> : IReductionInput<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    public static TNumber Of(ReductionBatch<TNumber, TTarget> batch, long index)
    {
        long target = TTargets.Class(batch.Targets[index]);
        if (target == batch.IgnoreIndex || target < 0 || target >= batch.Classes)
            return TNumber.Zero;
        return batch.Weights.Length == 0 ? TNumber.One : batch.Weights[target];
    }
}

/// <summary>Its loss.</summary>
internal readonly struct RowLoss<TNumber, TTarget> : IReductionInput<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    public static TNumber Of(ReductionBatch<TNumber, TTarget> batch, long index) => batch.Losses[index];
}

/// <summary>The sum of a block.</summary>
internal readonly struct BlockSum<TNumber, TTarget> : IReductionInput<TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    public static TNumber Of(ReductionBatch<TNumber, TTarget> batch, long index) => batch.Partials[index];
}
