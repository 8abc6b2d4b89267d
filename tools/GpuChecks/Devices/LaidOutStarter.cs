using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>Starts kernels where another does, with a layout over the grid of its own instead of the table's.</summary>
internal sealed class LaidOutStarter(IKernelStarter starter, Func<int, KernelChoice> layout) : IKernelStarter
{
    public KernelChoice Choose(long rows, int pieces, int pieceBytes, bool staged) =>
        staged ? layout(pieces) : layout(pieces) with { StagedPieces = 0 };

    public void Start<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter =>
        starter.Start(kernel, grid, loss, batch);

    public void Start<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter =>
        starter.Start(kernel, grid, batch);
}
