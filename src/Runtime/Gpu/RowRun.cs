using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>A run over a batch: which kernels, in which order, on which grids. Nothing in it waits for the device.</summary>
internal sealed class RowRun<TPiece, TNumber, TTarget>(
    IKernelStarter starter, RowFormat<TPiece, TNumber, TTarget> format, KernelChoice choice, RowBatch<TPiece, TNumber, TTarget> batch,
    RowResult result)
    : ILossAction
    where TPiece : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <inheritdoc/>
    public void Run<TLoss>(in TLoss loss)
        where TLoss : unmanaged, IRowLoss
    {
        switch (result)
        {
            case RowResult.Losses:
                Run<TLoss, LossOutput>(loss);
                break;
            case RowResult.Terms:
                Run<TLoss, TermsOutput>(loss);
                break;
            case RowResult.Gradient when choice.Sharing == RowSharing.Split:
                // Every chunk needs the coefficients of the whole row, so that its gradient is a step of its own.
                Run<TLoss, TermsOutput>(loss);
                Backward();
                break;
            default:
                Run<TLoss, GradientOutput>(loss);
                break;
        }
    }

    /// <summary>Writes the gradients from what a forward has saved.</summary>
    public void Backward()
    {
        if (choice.Sharing == RowSharing.Warp)
            starter.Start(format.Backward<WarpThreads>(), WarpGrid(), batch);
        else
            starter.Start(format.Backward<GroupThreads>(), GroupGrid(), batch);
    }

    private void Run<TLoss, TOutput>(TLoss loss)
        where TLoss : unmanaged, IRowLoss
        where TOutput : struct, IRowOutput
    {
        switch (choice.Sharing)
        {
            case RowSharing.Warp:
                starter.Start(format.Rows<TLoss, WarpThreads, TOutput>(), WarpGrid(), loss, batch);
                break;
            case RowSharing.Group:
                starter.Start(format.Rows<TLoss, GroupThreads, TOutput>(), GroupGrid(), loss, batch);
                break;
            default:
                starter.Start(Chunks<TLoss>(), GroupGrid(), batch);
                starter.Start(format.SplitRows<TLoss, TOutput>(), WarpGrid(), loss, batch);
                break;
        }
    }

    /// <summary>The same kernel for all losses that need the same sums.</summary>
    private Action<RowBatch<TPiece, TNumber, TTarget>> Chunks<TLoss>()
        where TLoss : unmanaged, IRowLoss => (TLoss.UsesMean, TLoss.UsesEntropy) switch
        {
            (false, false) => format.Chunks<RowNeeds<No, No>>(),
            (true, false) => format.Chunks<RowNeeds<Yes, No>>(),
            (false, true) => format.Chunks<RowNeeds<No, Yes>>(),
            _ => format.Chunks<RowNeeds<Yes, Yes>>(),
        };

    private KernelGrid WarpGrid()
    {
        int groupSize = choice.WarpsGroupSize;
        int rowsPerGroup = groupSize / WarpThreads.Lanes;
        return Grid(checked((int)((batch.Rows + rowsPerGroup - 1) / rowsPerGroup)), 1, groupSize, KernelChoice.WarpGroupSize);
    }

    private KernelGrid GroupGrid() => Grid(checked((int)batch.Rows), batch.Chunks, choice.GroupSize, KernelChoice.LargestGroupSize);

    private KernelGrid Grid(int groups, int chunks, int groupSize, int largestGroupSize) =>
        new(new Index2D(groups, chunks), groupSize, largestGroupSize, choice.SharedBytes(Unsafe.SizeOf<TPiece>()));
}
