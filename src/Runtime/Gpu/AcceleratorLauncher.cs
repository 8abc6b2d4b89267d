using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.Gpu;

/// <summary>Starts kernels on an ILGPU accelerator's stream; each is compiled once an accelerator.</summary>
/// <param name="accelerator">The accelerator.</param>
/// <param name="stream">One of its streams.</param>
/// <param name="constants">Where the constants of losses go.</param>
/// <param name="configure">For tests: the layout over the grid instead of that of the table, for a row of so many packs.</param>
internal sealed class AcceleratorLauncher(
    Accelerator accelerator, AcceleratorStream stream, LossConstants constants, Func<int, LaunchConfiguration>? configure = null) : IKernelLauncher
{
    private static readonly ConditionalWeakTable<Accelerator, ConcurrentDictionary<MethodInfo, Delegate>> Loaded = [];

    private readonly ConcurrentDictionary<MethodInfo, Delegate> _kernels = Loaded.GetValue(accelerator, static _ => new());

    public int MaxBlockSize => accelerator.MaxNumThreadsPerGroup;

    public LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached)
    {
        if (configure is not null)
            return configure(packs) with { CachedPacks = cached ? configure(packs).CachedPacks : 0 };
        int blockSize = Math.Min(largestBlockSize, MaxBlockSize);
        LaunchConfiguration configuration = LaunchConfiguration.Of(rows, packs, accelerator.NumMultiprocessors, blockSize);
        if (!cached)
            return configuration;
        int perBlock = accelerator.MaxSharedMemoryPerGroup;
        int perMultiprocessor = accelerator is CudaAccelerator cuda ? cuda.MaxSharedMemoryPerMultiprocessor : perBlock;
        return configuration.WithRowCache(packs, packBytes, blockSize, perBlock, perMultiprocessor);
    }

    public void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.FromMemory.Method, _ => accelerator.LoadKernel(kernel.FromMemory, Specialization(grid)));
        ((Action<AcceleratorStream, KernelConfig, ArrayView<double>, TBatch>)loaded)(stream, Config(grid), constants.Upload(loss), batch);
    }

    public void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.Method, _ => accelerator.LoadKernel(kernel, Specialization(grid)));
        ((Action<AcceleratorStream, KernelConfig, TBatch>)loaded)(stream, Config(grid), batch);
    }

    private KernelSpecialization Specialization(KernelGrid grid) =>
        new(Math.Min(grid.LargestBlockSize, MaxBlockSize), null);

    private static KernelConfig Config(KernelGrid grid)
    {
        var blocks = new Index3D(grid.Blocks.X, grid.Blocks.Y, 1);
        var blockSize = new Index3D(grid.BlockSize, 1, 1);
        return grid.SharedBytes == 0
            ? new KernelConfig(blocks, blockSize)
            : new KernelConfig(blocks, blockSize, SharedMemoryConfig.RequestDynamic<byte>(grid.SharedBytes));
    }
}
