using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>A run over a batch: which kernels, in which order, on which grids. Nothing in it waits for the device.</summary>
internal sealed class RowRun<TPiece, TNumber, TTarget>(
    IKernelStarter starter, RowFormat<TPiece, TNumber, TTarget> format, KernelChoice choice, RowBatch<TPiece, TNumber, TTarget> batch)
    : IRowRun
    where TPiece : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <inheritdoc/>
    public void Run<TKernel>(TKernel loss, RowResult result)
        where TKernel : unmanaged, ISparseTargetKernel
    {
        switch (result)
        {
            case RowResult.Losses:
                Run<TKernel, LossOutput>(loss);
                break;
            case RowResult.Terms:
                Run<TKernel, TermsOutput>(loss);
                break;
            case RowResult.Gradient when choice.Sharing == RowSharing.Split:
                // Every chunk must know the whole row first, so that its gradient is a step of its own.
                Run<TKernel, TermsOutput>(loss);
                Backward();
                break;
            default:
                Run<TKernel, GradientOutput>(loss);
                break;
        }
    }

    /// <summary>Writes the gradients from the terms kept.</summary>
    public void Backward()
    {
        if (choice.Sharing == RowSharing.Warp)
            starter.Start(format.Backward<WarpThreads>(), WarpGrid(), batch);
        else
            starter.Start(format.Backward<GroupThreads>(), GroupGrid(), batch);
    }

    private void Run<TKernel, TOutput>(TKernel loss)
        where TKernel : unmanaged, ISparseTargetKernel
        where TOutput : struct, IRowOutput
    {
        switch (choice.Sharing)
        {
            case RowSharing.Warp:
                starter.Start(format.Rows<TKernel, WarpThreads, LogitSource, TOutput>(), WarpGrid(), loss, batch);
                break;
            case RowSharing.Group:
                starter.Start(format.Rows<TKernel, GroupThreads, LogitSource, TOutput>(), GroupGrid(), loss, batch);
                break;
            default:
                starter.Start(format.Rows<TKernel, GroupThreads, LogitSource, PartialOutput>(), GroupGrid(), loss, batch);
                starter.Start(format.Rows<TKernel, WarpThreads, PartialSource, TOutput>(), WarpGrid(), loss, batch);
                break;
        }
    }

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

/// <summary>A run that does not know its loss yet.</summary>
internal interface IRowRun
{
    /// <summary>Puts the batch through the loss.</summary>
    void Run<TKernel>(TKernel loss, RowResult result)
        where TKernel : unmanaged, ISparseTargetKernel;
}
