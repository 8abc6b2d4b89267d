using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>A run over a batch: which kernels, in which order, on which grids. Nothing in it waits for the device.</summary>
/// <param name="launcher">Starts the kernels.</param>
/// <param name="format">The kernels to choose from.</param>
/// <param name="configuration">How the batch is laid out.</param>
/// <param name="batch">The batch.</param>
/// <param name="result">What forward outputs; null for backward.</param>
internal sealed class RowRun<TPack, TNumber, TTarget>(
    IKernelLauncher launcher, RowFormat<TPack, TNumber, TTarget> format, LaunchConfiguration configuration, RowBatch<TPack, TNumber, TTarget> batch,
    RowResult? result)
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
                Backward(loss);
                break;
            case RowResult.Gradient:
                Run<TLoss, GradientOutput>(loss);
                break;
            default:
                Backward(loss);
                break;
        }
    }

    /// <summary>Writes the gradients from what a forward has saved.</summary>
    private void Backward<TLoss>(TLoss loss)
        where TLoss : unmanaged, IClassLoss
    {
        bool isWarp = configuration.Mapping == RowMapping.Warp;
        if (ClassFunctions<TLoss>.AreInGradient)
        {
            launcher.Launch(
                isWarp ? format.ClassBackward<TLoss, WarpThreads>() : format.ClassBackward<TLoss, BlockThreads>(),
                isWarp ? WarpGrid() : BlockGrid(LaunchConfiguration.ClassBlockSize), loss, batch);
        }
        else
        {
            launcher.Launch(
                isWarp ? format.Backward<WarpThreads>() : format.Backward<BlockThreads>(), isWarp ? WarpGrid() : BlockGrid(), batch);
        }
    }

    private void Run<TLoss, TOutput>(TLoss loss)
        where TLoss : unmanaged, IClassLoss
        where TOutput : struct, IRowOutput
    {
        switch (configuration.Mapping)
        {
            case RowMapping.Warp:
                launcher.Launch(format.Rows<TLoss, WarpThreads, TOutput>(Sweeps<TLoss, TOutput>()), WarpGrid(), loss, batch);
                break;
            case RowMapping.Block:
                int largest = LaunchConfiguration.LargestBlockSizeOf(ClassFunctions<TLoss>.Exist);
                launcher.Launch(format.Rows<TLoss, BlockThreads, TOutput>(Sweeps<TLoss, TOutput>()), BlockGrid(largest), loss, batch);
                break;
            default:
                launcher.Launch(Chunks<TLoss>(), BlockGrid(), batch);
                RunSweeps(loss, Sweeps<TLoss, TOutput>());
                launcher.Launch(format.SplitRows<TLoss, TOutput>(Sweeps<TLoss, TOutput>()), WarpGrid(), loss, batch);
                break;
        }
    }

    /// <summary>How many sweeps the sums of the loss take.</summary>
    private int Sweeps<TLoss, TOutput>()
        where TLoss : unmanaged, IClassLoss
        where TOutput : struct, IRowOutput =>
        !TOutput.WantsGradient ? TLoss.LossSweeps : batch.Inputs.WantGradients ? TLoss.InputSweeps : TLoss.Sweeps;

    /// <summary>The first sweeps over the chunks of split rows, a launch each, which merges the sums of those before.</summary>
    private void RunSweeps<TLoss>(TLoss loss, int count)
        where TLoss : unmanaged, IClassLoss
    {
        if (count > 0)
            Sweep<TLoss, NoSweep, FirstSweep>(loss);
        if (count > 1)
            Sweep<TLoss, OneSweep, SecondSweep>(loss);
        if (count > 2)
            Sweep<TLoss, TwoSweeps, ThirdSweep>(loss);
        if (count > 3)
            Sweep<TLoss, ThreeSweeps, FourthSweep>(loss);
    }

    private void Sweep<TLoss, TBefore, TSweep>(TLoss loss)
        where TLoss : unmanaged, IClassLoss
        where TBefore : struct, ISweeps
        where TSweep : struct, ISweep =>
        launcher.Launch(format.ClassChunks<TLoss, TBefore, TSweep>(), BlockGrid(LaunchConfiguration.ClassBlockSize), loss, batch);

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

    private KernelGrid BlockGrid(int largestBlockSize = LaunchConfiguration.LargestBlockSize) =>
        Grid(checked((int)batch.Rows), batch.Chunks, Math.Min(configuration.BlockSize, largestBlockSize), largestBlockSize);

    private KernelGrid Grid(int blocks, int chunks, int blockSize, int largestBlockSize) =>
        new(new Index2D(blocks, chunks), blockSize, largestBlockSize, configuration.SharedBytes(Unsafe.SizeOf<TPack>()));
}
