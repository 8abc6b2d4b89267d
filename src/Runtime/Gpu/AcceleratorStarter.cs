using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>Starts kernels on an ILGPU accelerator's stream; each is compiled once an accelerator.</summary>
internal sealed class AcceleratorStarter(Accelerator accelerator, AcceleratorStream stream, KernelNumbers numbers) : IKernelStarter
{
    private static readonly ConditionalWeakTable<Accelerator, ConcurrentDictionary<MethodInfo, Delegate>> Loaded = [];

    private readonly ConcurrentDictionary<MethodInfo, Delegate> _kernels = Loaded.GetValue(accelerator, static _ => new());

    public void Start<TKernel, TBatch>(Action<ArrayView<double>, TBatch> kernel, Index3D grid, int groupSize, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.Method, _ => accelerator.LoadKernel(kernel));
        ((Action<AcceleratorStream, KernelConfig, ArrayView<double>, TBatch>)loaded)(stream, Config(grid, groupSize), numbers.Upload(loss), batch);
    }

    public void Start<TBatch>(Action<TBatch> kernel, Index3D grid, int groupSize, TBatch batch)
        where TBatch : struct
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.Method, _ => accelerator.LoadKernel(kernel));
        ((Action<AcceleratorStream, KernelConfig, TBatch>)loaded)(stream, Config(grid, groupSize), batch);
    }

    private static KernelConfig Config(Index3D grid, int groupSize) => new(grid, new Index3D(groupSize, 1, 1));
}
