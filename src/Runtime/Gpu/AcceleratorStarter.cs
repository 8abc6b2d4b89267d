using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>Starts kernels on an ILGPU accelerator's stream; each is compiled once an accelerator.</summary>
/// <param name="accelerator">The accelerator.</param>
/// <param name="stream">One of its streams.</param>
/// <param name="numbers">Where the numbers of losses go.</param>
/// <param name="choose">For tests: the layout over the grid instead of that of the table, for a row of so many pieces.</param>
internal sealed class AcceleratorStarter(
    Accelerator accelerator, AcceleratorStream stream, KernelNumbers numbers, Func<int, KernelChoice>? choose = null) : IKernelStarter
{
    private static readonly ConditionalWeakTable<Accelerator, ConcurrentDictionary<MethodInfo, Delegate>> Loaded = [];

    private readonly ConcurrentDictionary<MethodInfo, Delegate> _kernels = Loaded.GetValue(accelerator, static _ => new());

    public KernelChoice Choose(long rows, int pieces) =>
        choose?.Invoke(pieces) ?? KernelChoice.Of(rows, pieces, accelerator.NumMultiprocessors, accelerator.MaxNumThreadsPerGroup);

    public void Start<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, Index3D grid, int groupSize, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.FromMemory.Method, _ => accelerator.LoadKernel(kernel.FromMemory));
        ((Action<AcceleratorStream, KernelConfig, ArrayView<double>, TBatch>)loaded)(stream, Config(grid, groupSize), numbers.Upload(loss), batch);
    }

    public void Start<TBatch>(Action<TBatch> kernel, Index3D grid, int groupSize, TBatch batch)
        where TBatch : struct, IKernelParameter
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.Method, _ => accelerator.LoadKernel(kernel));
        ((Action<AcceleratorStream, KernelConfig, TBatch>)loaded)(stream, Config(grid, groupSize), batch);
    }

    private static KernelConfig Config(Index3D grid, int groupSize) => new(grid, new Index3D(groupSize, 1, 1));
}
