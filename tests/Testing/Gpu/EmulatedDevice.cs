using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>ILGPU's emulation of a GPU over the host's memory: the way that calls over a CUDA device's memory take, without one.</summary>
internal sealed unsafe class EmulatedDevice : IGpuDevice, IDisposable
{
    private readonly KernelNumbers _numbers;
    private readonly AcceleratorStarter _starter;
    private readonly Accelerator _accelerator;
    private readonly long* _word = (long*)NativeMemory.AllocZeroed(sizeof(long));

    /// <param name="accelerator">The emulation.</param>
    /// <param name="layout">The layout over the grid for a row of so many pieces; null for the table's choice.</param>
    public EmulatedDevice(Accelerator accelerator, Func<int, KernelChoice>? layout = null)
    {
        _accelerator = accelerator;
        _numbers = new KernelNumbers(accelerator);
        _starter = new AcceleratorStarter(accelerator, accelerator.DefaultStream, _numbers, layout);
        Flag = new HostFlag(_word);
    }

    public HostFlag Flag { get; }

    public bool RoundsPairs => true;

    /// <summary>How many kernels have been started.</summary>
    public int Started { get; private set; }

    public KernelChoice Choose(long rows, int pieces, int pieceBytes, bool staged) => _starter.Choose(rows, pieces, pieceBytes, staged);

    public void Start<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter
    {
        Check(grid);
        _starter.Start(kernel, grid, loss, batch);
        Finish();
    }

    public void Start<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter
    {
        Check(grid);
        _starter.Start(kernel, grid, batch);
        Finish();
    }

    public void Dispose()
    {
        _numbers.Dispose();
        NativeMemory.Free(_word);
    }

    // The emulation starts what a GPU refuses.
    private static void Check(KernelGrid grid)
    {
        if (grid.GroupSize > grid.LargestGroupSize)
            throw new InvalidOperationException($"The kernel is compiled for groups of {grid.LargestGroupSize} threads, and started with {grid.GroupSize}.");
    }

    // On a GPU what reads the results follows on the same stream; here it follows at once.
    private void Finish()
    {
        _accelerator.Synchronize();
        Started++;
    }
}
