using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>Sums over the rows of a batch, without waiting for the device.</summary>
internal sealed class BatchReduction<TNumber, TMath, TTargets, TTarget>(IKernelLauncher launcher, IScratch<TNumber> scratch)
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    private const int MostBlocks = 256;

    private int BlockSize => Math.Min(LaunchConfiguration.LargestBlockSize, launcher.MaxBlockSize);

    /// <summary>Writes the batch's <c>Scale</c>, from its targets and weights.</summary>
    public void Scale(ReductionBatch<TNumber, TTarget> batch) =>
        Run<RowWeight<TNumber, TTargets, TTarget>, MeanScale<TNumber, TTarget>>(batch);

    /// <summary>Writes the batch's <c>Result</c>, from its losses and scale.</summary>
    public void Loss(ReductionBatch<TNumber, TTarget> batch) => Run<RowLoss<TNumber, TTarget>, BatchLoss<TNumber, TTarget>>(batch);

    private void Run<TInput, TEpilogue>(ReductionBatch<TNumber, TTarget> batch)
        where TInput : struct, IReductionInput<TNumber, TTarget>
        where TEpilogue : struct, IReductionEpilogue<TNumber, TTarget>
    {
        // Up to 16 rows per thread, one block finishes before a second launch would; several are done the sooner the more they are.
        long rowsPerBlock = 4L * BlockSize;
        int blocks = batch.Count <= 4 * rowsPerBlock ? 1 : (int)Math.Min((batch.Count + rowsPerBlock - 1) / rowsPerBlock, MostBlocks);
        if (blocks > 1)
            batch.Partials = scratch.Partials(blocks);
        Launch<TInput, TEpilogue>(blocks, batch);
        if (blocks == 1)
            return;
        batch.Count = blocks;
        Launch<BlockSum<TNumber, TTarget>, TEpilogue>(1, batch);
    }

    private void Launch<TInput, TEpilogue>(int blocks, ReductionBatch<TNumber, TTarget> batch)
        where TInput : struct, IReductionInput<TNumber, TTarget>
        where TEpilogue : struct, IReductionEpilogue<TNumber, TTarget> =>
        launcher.Launch(
            ReductionKernels.Sum<TNumber, TMath, TTarget, TInput, TEpilogue>,
            new KernelGrid(new Index2D(blocks, 1), BlockSize, LaunchConfiguration.LargestBlockSize), batch);
}
