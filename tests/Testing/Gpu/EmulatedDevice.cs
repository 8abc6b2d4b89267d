using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>ILGPU's emulation of a GPU over the host's memory: the way that calls over a CUDA device's memory take, without one.</summary>
internal sealed unsafe class EmulatedDevice : IGpuDevice, IDisposable
{
    private readonly LossConstants _numbers;
    private readonly AcceleratorLauncher _launcher;
    private readonly Accelerator _accelerator;
    private readonly long* _word = (long*)NativeMemory.AllocZeroed(sizeof(long));

    /// <param name="accelerator">The emulation.</param>
    /// <param name="layout">The layout over the grid for a row of so many packs; null for the table's configuration.</param>
    public EmulatedDevice(Accelerator accelerator, Func<int, LaunchConfiguration>? layout = null)
    {
        _accelerator = accelerator;
        _numbers = new LossConstants(accelerator);
        _launcher = new AcceleratorLauncher(accelerator, accelerator.DefaultStream, _numbers, layout);
        Flag = new HostFlag(_word);
    }

    public HostFlag Flag { get; }

    public bool RoundsPairs => true;

    /// <summary>How many kernels have been started.</summary>
    public int Started { get; private set; }

    public int MaxBlockSize => _launcher.MaxBlockSize;

    public LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached) =>
        _launcher.Configure(rows, packs, packBytes, largestBlockSize, cached);

    public void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter
    {
        Check(grid);
        _launcher.Launch(kernel, grid, loss, batch);
        Finish();
    }

    public void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter
    {
        Check(grid);
        _launcher.Launch(kernel, grid, batch);
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
        if (grid.BlockSize > grid.LargestBlockSize)
            throw new InvalidOperationException($"The kernel is compiled for groups of {grid.LargestBlockSize} threads, and started with {grid.BlockSize}.");
    }

    // On a GPU what reads the results follows on the same stream; here it follows at once.
    private void Finish()
    {
        _accelerator.Synchronize();
        Started++;
    }
}
