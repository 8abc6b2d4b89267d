using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>The interpreter as the device of a module, over tensors in the host's memory: the calls and the PTX of a GPU.</summary>
internal sealed class InterpretedDevice : IGpuDevice, IDisposable
{
    private readonly InterpretedDriver _driver;
    private readonly CudaDevice _device;
    private readonly IKernelLauncher _launcher;

    /// <param name="layout">The layout over the grid for a row of so many packs; null for the table's configuration.</param>
    /// <param name="kernels">Those that have been compiled; null for those of the tests.</param>
    public InterpretedDevice(Func<int, LaunchConfiguration>? layout = null, KernelStore? kernels = null)
    {
        kernels ??= TestKernels.Shared;
        _driver = new InterpretedDriver(kernels, DeviceLimits.H100, new ExecutionOptions());
        _device = new CudaDevice(_driver, kernels.Cache, 0);
        _launcher = layout is null ? _device : new ConfiguredLauncher(_device, layout);
    }

    /// <summary>For a declaration that is compiled but once: rows are shared by a warp, a block or several, as its number has it.</summary>
    public static InterpretedDevice OfDeclaration(int number)
    {
        const int BlockSize = 64, Parts = 3;
        RowMapping[] mappings = Enum.GetValues<RowMapping>();
        RowMapping mapping = mappings[(int)((uint)number % (uint)mappings.Length)];
        return new InterpretedDevice(
            packs => new LaunchConfiguration(mapping, BlockSize, mapping == RowMapping.Split ? (packs + Parts - 1) / Parts : packs),
            new KernelStore(folder: null, sharesCompilers: true));
    }

    public HostFlag Flag => _device.Flag;

    public bool RoundsPairs => _device.RoundsPairs;

    /// <summary>How many kernels have been started.</summary>
    public int Started => _driver.Launches.Count;

    public int MaxBlockSize => _launcher.MaxBlockSize;

    public LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached) =>
        _launcher.Configure(rows, packs, packBytes, largestBlockSize, cached);

    public void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter =>
        _launcher.Launch(kernel, grid, loss, batch);

    public void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter =>
        _launcher.Launch(kernel, grid, batch);

    public void Dispose() => _driver.Dispose();
}
