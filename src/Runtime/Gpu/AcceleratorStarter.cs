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
/// <param name="numbers">Where the numbers of losses go.</param>
/// <param name="choose">For tests: the layout over the grid instead of that of the table, for a row of so many pieces.</param>
internal sealed class AcceleratorStarter(
    Accelerator accelerator, AcceleratorStream stream, KernelNumbers numbers, Func<int, KernelChoice>? choose = null) : IKernelStarter
{
    private static readonly ConditionalWeakTable<Accelerator, ConcurrentDictionary<MethodInfo, Delegate>> Loaded = [];

    private readonly ConcurrentDictionary<MethodInfo, Delegate> _kernels = Loaded.GetValue(accelerator, static _ => new());

    public KernelChoice Choose(long rows, int pieces, int pieceBytes, bool staged)
    {
        if (choose is not null)
            return choose(pieces) with { StagedPieces = staged ? choose(pieces).StagedPieces : 0 };
        KernelChoice choice = KernelChoice.Of(rows, pieces, accelerator.NumMultiprocessors, accelerator.MaxNumThreadsPerGroup);
        if (!staged)
            return choice;
        int perGroup = accelerator.MaxSharedMemoryPerGroup;
        int perMultiprocessor = accelerator is CudaAccelerator cuda ? cuda.MaxSharedMemoryPerMultiprocessor : perGroup;
        return choice.WithStage(pieces, pieceBytes, accelerator.MaxNumThreadsPerGroup, perGroup, perMultiprocessor);
    }

    public void Start<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.FromMemory.Method, _ => accelerator.LoadKernel(kernel.FromMemory, Specialization(grid)));
        ((Action<AcceleratorStream, KernelConfig, ArrayView<double>, TBatch>)loaded)(stream, Config(grid), numbers.Upload(loss), batch);
    }

    public void Start<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter
    {
        Delegate loaded = _kernels.GetOrAdd(kernel.Method, _ => accelerator.LoadKernel(kernel, Specialization(grid)));
        ((Action<AcceleratorStream, KernelConfig, TBatch>)loaded)(stream, Config(grid), batch);
    }

    private KernelSpecialization Specialization(KernelGrid grid) =>
        new(Math.Min(grid.LargestGroupSize, accelerator.MaxNumThreadsPerGroup), null);

    private static KernelConfig Config(KernelGrid grid)
    {
        var groups = new Index3D(grid.Groups.X, grid.Groups.Y, 1);
        var groupSize = new Index3D(grid.GroupSize, 1, 1);
        return grid.SharedBytes == 0
            ? new KernelConfig(groups, groupSize)
            : new KernelConfig(groups, groupSize, SharedMemoryConfig.RequestDynamic<byte>(grid.SharedBytes));
    }
}
