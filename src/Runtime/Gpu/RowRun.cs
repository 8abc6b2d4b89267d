using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>A run over a batch: which kernels, in which order, on which grids. Nothing in it waits for the device.</summary>
internal sealed class RowRun<TPack, TNumber, TTarget>(
    IKernelLauncher launcher, RowFormat<TPack, TNumber, TTarget> format, LaunchConfiguration configuration, RowBatch<TPack, TNumber, TTarget> batch,
    RowResult result)
    : ILossAction
    where TPack : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TTarget : unmanaged
{
    /// <inheritdoc/>
    public void Run<TLoss>(in TLoss loss)
        where TLoss : unmanaged, IClassLoss
    {
        switch (result)
        {
            case RowResult.Losses:
                Run<TLoss, LossOutput>(loss);
                break;
            case RowResult.Saved:
                Run<TLoss, SavedOutput>(loss);
                break;
            case RowResult.Gradient when configuration.Mapping == RowMapping.Split:
                // Every chunk needs the coefficients of the whole row, so that its gradient is a step of its own.
                Run<TLoss, SavedOutput>(loss);
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
        if (configuration.Mapping == RowMapping.Warp)
            launcher.Launch(format.Backward<WarpThreads>(), WarpGrid(), batch);
        else
            launcher.Launch(format.Backward<BlockThreads>(), BlockGrid(), batch);
    }

    private void Run<TLoss, TOutput>(TLoss loss)
        where TLoss : unmanaged, IClassLoss
        where TOutput : struct, IRowOutput
    {
        switch (configuration.Mapping)
        {
            case RowMapping.Warp:
                launcher.Launch(format.Rows<TLoss, WarpThreads, TOutput>(), WarpGrid(), loss, batch);
                break;
            case RowMapping.Block:
                launcher.Launch(format.Rows<TLoss, BlockThreads, TOutput>(), BlockGrid(), loss, batch);
                break;
            default:
                launcher.Launch(Chunks<TLoss>(), BlockGrid(), batch);
                launcher.Launch(format.SplitRows<TLoss, TOutput>(), WarpGrid(), loss, batch);
                break;
        }
    }

    /// <summary>The same kernel for all losses that need the same sums.</summary>
    private Action<RowBatch<TPack, TNumber, TTarget>> Chunks<TLoss>()
        where TLoss : unmanaged, IClassLoss => (TLoss.UsesMean, TLoss.UsesEntropy) switch
        {
            (false, false) => format.Chunks<RowNeeds<No, No>>(),
            (true, false) => format.Chunks<RowNeeds<Yes, No>>(),
            (false, true) => format.Chunks<RowNeeds<No, Yes>>(),
            _ => format.Chunks<RowNeeds<Yes, Yes>>(),
        };

    private KernelGrid WarpGrid()
    {
        int blockSize = configuration.WarpMappingBlockSize;
        int rowsPerBlock = blockSize / WarpThreads.Lanes;
        return Grid(checked((int)((batch.Rows + rowsPerBlock - 1) / rowsPerBlock)), 1, blockSize, LaunchConfiguration.WarpBlockSize);
    }

    private KernelGrid BlockGrid() => Grid(checked((int)batch.Rows), batch.Chunks, configuration.BlockSize, LaunchConfiguration.LargestBlockSize);

    private KernelGrid Grid(int blocks, int chunks, int blockSize, int largestBlockSize) =>
        new(new Index2D(blocks, chunks), blockSize, largestBlockSize, configuration.SharedBytes(Unsafe.SizeOf<TPack>()));
}
