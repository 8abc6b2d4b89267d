using System.Numerics;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>The kernels for rows of one format and targets of one type.</summary>
internal abstract class RowFormat<TPiece, TNumber, TTarget>
    where TPiece : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <summary>The elements of a pack.</summary>
    public abstract int PieceLength { get; }

    /// <summary>The kernel that puts whole rows through a loss.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPiece, TNumber, TTarget>> Rows<TLoss, TThreads, TOutput>()
        where TLoss : unmanaged, IRowLoss
        where TThreads : struct, IRowThreads
        where TOutput : struct, IRowOutput;

    /// <summary>The kernel that accumulates the chunks of split rows.</summary>
    public abstract Action<RowBatch<TPiece, TNumber, TTarget>> Chunks<TNeeds>()
        where TNeeds : struct, IRowNeeds;

    /// <summary>The kernel that puts split rows, whose chunks have been accumulated, through a loss.</summary>
    public abstract LossKernel<TLoss, RowBatch<TPiece, TNumber, TTarget>> SplitRows<TLoss, TOutput>()
        where TLoss : unmanaged, IRowLoss
        where TOutput : struct, IRowOutput;

    /// <summary>The kernel that writes gradients from what forward has saved.</summary>
    public abstract Action<RowBatch<TPiece, TNumber, TTarget>> Backward<TThreads>()
        where TThreads : struct, IRowThreads;
}

/// <inheritdoc/>
internal sealed class RowFormat<TNumber, TMath, TFormat, TPiece, TTargets, TTarget> : RowFormat<TPiece, TNumber, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    public override int PieceLength => TFormat.Length;

    public override LossKernel<TLoss, RowBatch<TPiece, TNumber, TTarget>> Rows<TLoss, TThreads, TOutput>() => new(
        RowKernels.RowsFromMemory<TLoss, TNumber, TMath, TFormat, TPiece, TThreads, TOutput, TTargets, TTarget>,
        RowKernels.Rows<TLoss, TNumber, TMath, TFormat, TPiece, TThreads, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPiece, TNumber, TTarget>> Chunks<TNeeds>() =>
        RowKernels.Chunks<TNumber, TMath, TFormat, TPiece, TNeeds, TTargets, TTarget>;

    public override LossKernel<TLoss, RowBatch<TPiece, TNumber, TTarget>> SplitRows<TLoss, TOutput>() => new(
        RowKernels.SplitRowsFromMemory<TLoss, TNumber, TMath, TFormat, TPiece, TOutput, TTargets, TTarget>,
        RowKernels.SplitRows<TLoss, TNumber, TMath, TFormat, TPiece, TOutput, TTargets, TTarget>);

    public override Action<RowBatch<TPiece, TNumber, TTarget>> Backward<TThreads>() =>
        RowKernels.Backward<TNumber, TMath, TFormat, TPiece, TThreads, TTargets, TTarget>;
}
