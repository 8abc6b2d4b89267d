using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>Sums over the rows of a batch, without waiting for the device.</summary>
internal sealed class BatchReduction<TNumber, TMath, TTargets, TTarget>(IKernelStarter starter, IScratch<TNumber> scratch)
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    private const int GroupSize = KernelChoice.PlainGroupSize;

    // Up to 16 rows a thread one group is done before a second start would be.
    private const int RowsPerGroup = 16 * GroupSize;
    private const int MostGroups = 256;

    /// <summary>Writes the batch's <c>Scale</c>, from its targets and weights.</summary>
    public void Scale(ReductionBatch<TNumber, TTarget> batch) =>
        Run<RowWeight<TNumber, TTargets, TTarget>, MeanScale<TNumber, TTarget>>(batch);

    /// <summary>Writes the batch's <c>Result</c>, from its losses and scale.</summary>
    public void Loss(ReductionBatch<TNumber, TTarget> batch) => Run<RowLoss<TNumber, TTarget>, BatchLoss<TNumber, TTarget>>(batch);

    private void Run<TSummand, TEnd>(ReductionBatch<TNumber, TTarget> batch)
        where TSummand : struct, ISummand<TNumber, TTarget>
        where TEnd : struct, IReductionEnd<TNumber, TTarget>
    {
        int groups = (int)Math.Clamp((batch.Count + RowsPerGroup - 1) / RowsPerGroup, 1, MostGroups);
        if (groups > 1)
            batch.Partials = scratch.Partials(groups);
        Start<TSummand, TEnd>(groups, batch);
        if (groups == 1)
            return;
        batch.Count = groups;
        Start<GroupSum<TNumber, TTarget>, TEnd>(1, batch);
    }

    private void Start<TSummand, TEnd>(int groups, ReductionBatch<TNumber, TTarget> batch)
        where TSummand : struct, ISummand<TNumber, TTarget>
        where TEnd : struct, IReductionEnd<TNumber, TTarget> =>
        starter.Start(ReductionKernels.Sum<TNumber, TMath, TTarget, TSummand, TEnd>, new KernelGrid(new Index2D(groups, 1), GroupSize, GroupSize), batch);
}
