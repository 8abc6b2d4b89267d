using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>Starts kernels where another does, with a layout over the grid of its own instead of the table's.</summary>
internal sealed class ConfiguredLauncher(IKernelLauncher launcher, Func<int, LaunchConfiguration> layout) : IKernelLauncher
{
    public int MaxBlockSize => launcher.MaxBlockSize;

    public LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached) =>
        cached ? layout(packs) : layout(packs) with { CachedPacks = 0 };

    public void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter =>
        launcher.Launch(kernel, grid, loss, batch);

    public void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter =>
        launcher.Launch(kernel, grid, batch);
}
