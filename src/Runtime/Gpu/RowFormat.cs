using System.Numerics;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>The kernels for rows of one format and targets of one type.</summary>
internal abstract class RowFormat<TPack, TNumber, TTarget>
    where TPack : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <summary>The elements of a pack.</summary>
    public abstract int PackLength { get; }

    /// <summary>The kernel that puts whole rows through a loss.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> Rows<TLoss, TThreads, TOutput>()
        where TLoss : unmanaged, IClassLoss
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput;

    /// <summary>The kernel that accumulates the chunks of split rows.</summary>
    public abstract Action<RowBatch<TPack, TNumber, TTarget>> Chunks<TNeeds>()
        where TNeeds : struct, IRowNeeds;

    /// <summary>The kernel that accumulates the class sums of one sweep over the chunks of split rows.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassChunks<TLoss, TSweep>()
        where TLoss : unmanaged, IClassLoss
        where TSweep : struct, ISweep;

    /// <summary>The kernel that puts split rows, whose chunks have been accumulated, through a loss.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> SplitRows<TLoss, TOutput>()
        where TLoss : unmanaged, IClassLoss
        where TOutput : struct, IRowOutput;

    /// <summary>The kernel that writes gradients from what forward has saved, where they follow from the coefficients.</summary>
    public abstract Action<RowBatch<TPack, TNumber, TTarget>> Backward<TThreads>()
        where TThreads : struct, IRowThreads;

    /// <summary>The same for a loss that has a gradient of a class.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassBackward<TLoss, TThreads>()
        where TLoss : unmanaged, IClassLoss
        where TThreads : struct, IRowThreads;
}

/// <inheritdoc/>
internal sealed class RowFormat<TNumber, TMath, TFormat, TPack, TTargets, TTarget> : RowFormat<TPack, TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    public override int PackLength => TFormat.Length;

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> Rows<TLoss, TThreads, TOutput>() => ClassFunctions<TLoss>.Exist
        ? new(
            ClassKernels.RowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, CachedOutput<TOutput>, TTargets, TTarget>,
            ClassKernels.Rows<TLoss, TNumber, TMath, TFormat, TPack, TThreads, CachedOutput<TOutput>, TTargets, TTarget>)
        : new(
            RowKernels.RowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>,
            RowKernels.Rows<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPack, TNumber, TTarget>> Chunks<TNeeds>() =>
        RowKernels.Chunks<TNumber, TMath, TFormat, TPack, TNeeds, TTargets, TTarget>;

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassChunks<TLoss, TSweep>() => new(
        ClassKernels.ChunksFromMemory<TLoss, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>,
        ClassKernels.Chunks<TLoss, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>);

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> SplitRows<TLoss, TOutput>() => ClassFunctions<TLoss>.Exist
        ? new(
            ClassKernels.SplitRowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>,
            ClassKernels.SplitRows<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>)
        : new(
            RowKernels.SplitRowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>,
            RowKernels.SplitRows<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPack, TNumber, TTarget>> Backward<TThreads>() =>
        RowKernels.Backward<TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>;

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassBackward<TLoss, TThreads>() => new(
        ClassKernels.BackwardFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>,
        ClassKernels.Backward<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>);
}
