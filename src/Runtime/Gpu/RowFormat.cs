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

    /// <summary>The kernel that puts whole rows through a loss, with so many sweeps for its sums.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> Rows<TLoss, TThreads, TOutput>(int sweeps)
        where TLoss : unmanaged, IClassLoss
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput;

    /// <summary>The kernel that accumulates the chunks of split rows.</summary>
    public abstract Action<RowBatch<TPack, TNumber, TTarget>> Chunks<TNeeds>()
        where TNeeds : struct, IRowNeeds;

    /// <summary>The kernel that accumulates the class sums of one sweep over the chunks of split rows.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassChunks<TLoss, TBefore, TSweep>()
        where TLoss : unmanaged, IClassLoss
        where TBefore : struct, ISweeps
        where TSweep : struct, ISweep;

    /// <summary>The kernel that puts split rows, whose chunks have been accumulated and swept so many times, through a loss.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> SplitRows<TLoss, TOutput>(int sweeps)
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

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> Rows<TLoss, TThreads, TOutput>(int sweeps) =>
        ClassFunctions<TLoss>.Exist ? sweeps switch
        {
            0 => ClassRows<TLoss, NoSweep, TThreads, TOutput>(),
            1 => ClassRows<TLoss, OneSweep, TThreads, CachedOutput<TOutput>>(),
            2 => ClassRows<TLoss, TwoSweeps, TThreads, CachedOutput<TOutput>>(),
            3 => ClassRows<TLoss, ThreeSweeps, TThreads, CachedOutput<TOutput>>(),
            _ => ClassRows<TLoss, NextSweep<ThreeSweeps, FourthSweep>, TThreads, CachedOutput<TOutput>>(),
        }
        : new(
            RowKernels.RowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>,
            RowKernels.Rows<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPack, TNumber, TTarget>> Chunks<TNeeds>() =>
        RowKernels.Chunks<TNumber, TMath, TFormat, TPack, TNeeds, TTargets, TTarget>;

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassChunks<TLoss, TBefore, TSweep>() => new(
        ClassKernels.ChunksFromMemory<TLoss, TBefore, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>,
        ClassKernels.Chunks<TLoss, TBefore, TSweep, TNumber, TMath, TFormat, TPack, TTargets, TTarget>);

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> SplitRows<TLoss, TOutput>(int sweeps) =>
        ClassFunctions<TLoss>.Exist ? sweeps switch
        {
            0 => ClassSplitRows<TLoss, NoSweep, TOutput>(),
            1 => ClassSplitRows<TLoss, OneSweep, TOutput>(),
            2 => ClassSplitRows<TLoss, TwoSweeps, TOutput>(),
            3 => ClassSplitRows<TLoss, ThreeSweeps, TOutput>(),
            _ => ClassSplitRows<TLoss, NextSweep<ThreeSweeps, FourthSweep>, TOutput>(),
        }
        : new(
            RowKernels.SplitRowsFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>,
            RowKernels.SplitRows<TLoss, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPack, TNumber, TTarget>> Backward<TThreads>() =>
        RowKernels.Backward<TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>;

    public override LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassBackward<TLoss, TThreads>() => new(
        ClassKernels.BackwardFromMemory<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>,
        ClassKernels.Backward<TLoss, TNumber, TMath, TFormat, TPack, TThreads, TTargets, TTarget>);

    private static LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassRows<TLoss, TSweeps, TThreads, TOutput>()
        where TLoss : unmanaged, IClassLoss
        where TSweeps : struct, ISweeps
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput => new(
            ClassKernels.RowsFromMemory<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>,
            ClassKernels.Rows<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>);

    private static LossKernel<TLoss, RowBatch<TPack, TNumber, TTarget>> ClassSplitRows<TLoss, TSweeps, TOutput>()
        where TLoss : unmanaged, IClassLoss
        where TSweeps : struct, ISweeps
        where TOutput : struct, IRowOutput => new(
            ClassKernels.SplitRowsFromMemory<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>,
            ClassKernels.SplitRows<TLoss, TSweeps, TNumber, TMath, TFormat, TPack, TOutput, TTargets, TTarget>);
}
