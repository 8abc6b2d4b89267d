using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>Starts kernels in the primary context of a CUDA device, on its default stream: where torch works.</summary>
internal sealed unsafe partial class CudaDevice : IGpuDevice
{
    private static readonly ConcurrentDictionary<int, CudaDevice> s_devices = new();

    private readonly ConcurrentDictionary<MethodInfo, LoadedKernel> _kernels = new();
    private readonly Lock _gate = new();
    private readonly ICudaDriver _driver;
    private readonly PtxCache _cache;
    private readonly string _name;
    private readonly nint _context;
    private readonly int _multiprocessors;
    private readonly int _sharedBytesPerBlock;
    private readonly int _sharedBytesPerMultiprocessor;
    private readonly CudaArchitecture _architecture;

    /// <exception cref="GpuException">There is no driver, or no such device.</exception>
    public CudaDevice(ICudaDriver driver, PtxCache cache, int index)
    {
        _driver = driver;
        _cache = cache;
        _name = $"cuda:{index}";
        try
        {
            driver.Check(driver.Initialize(), "Starting the NVIDIA driver");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw CudaErrors.NoDriver(exception);
        }
        driver.Check(driver.GetDevice(index, out int device), $"Finding {_name}");
        _multiprocessors = Attribute(device, CudaAttribute.Multiprocessors);
        MaxBlockSize = Attribute(device, CudaAttribute.MaxThreadsPerBlock);
        _sharedBytesPerBlock = Attribute(device, CudaAttribute.SharedBytesPerBlock);
        _sharedBytesPerMultiprocessor = Attribute(device, CudaAttribute.SharedBytesPerMultiprocessor);
        int major = Attribute(device, CudaAttribute.CapabilityMajor);
        _architecture = PtxCompiler.Target(major, Attribute(device, CudaAttribute.CapabilityMinor));
        RoundsPairs = major >= 8;
        int lanes = Attribute(device, CudaAttribute.WarpSize);
        if (lanes != WarpThreads.Lanes)
            throw new GpuException($"{_name} has warps of {lanes} lanes; the kernels expect {WarpThreads.Lanes}.", 0);
        // Never given back: torch holds it as long as the process lives.
        driver.Check(driver.RetainPrimaryContext(device, out _context), $"Opening the primary context of {_name}");
        Flag = new HostFlag((long*)HostWord());
    }

    public HostFlag Flag { get; }

    public bool RoundsPairs { get; }

    /// <summary>That of torch's index.</summary>
    /// <exception cref="GpuException">There is no driver, or no such device.</exception>
    public static CudaDevice Of(int index) =>
        s_devices.GetOrAdd(index, static index => new CudaDevice(new CudaDriver(), PtxCache.OfUser, index));

    public int MaxBlockSize { get; }

    public LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached)
    {
        int blockSize = Math.Min(largestBlockSize, MaxBlockSize);
        LaunchConfiguration configuration = LaunchConfiguration.Of(rows, packs, _multiprocessors, blockSize);
        return cached ? configuration.WithRowCache(packs, packBytes, blockSize, _sharedBytesPerBlock, _sharedBytesPerMultiprocessor) : configuration;
    }

    public void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
        where TKernel : unmanaged
        where TBatch : struct, IKernelParameter
    {
        byte* bytes = stackalloc byte[ParameterWriter.Capacity];
        Write(batch, bytes);
        void** parameters = stackalloc void*[] { &loss, bytes };
        Launch(kernel.ByValue.Method, grid, parameters);
    }

    public void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
        where TBatch : struct, IKernelParameter
    {
        byte* bytes = stackalloc byte[ParameterWriter.Capacity];
        Write(batch, bytes);
        void** parameters = stackalloc void*[] { bytes };
        Launch(kernel.Method, grid, parameters);
    }

    private static void Write<TBatch>(TBatch batch, byte* bytes)
        where TBatch : struct, IKernelParameter
    {
        var writer = new ParameterWriter(new Span<byte>(bytes, ParameterWriter.Capacity));
        batch.Write(ref writer);
    }

    private void Launch(MethodInfo method, KernelGrid grid, void** parameters)
    {
        Enter();
        try
        {
            LoadedKernel kernel = Kernel(method, grid.LargestBlockSize);
            if (grid.SharedBytes > kernel.SharedBytes)
                AllowSharedBytes(kernel, method, grid.SharedBytes);
            int code = _driver.Launch(kernel.Function, grid, parameters);
            if (code != 0)
                _driver.Check(code, $"Starting the kernel {KernelName.Of(method)} on {_name} with {grid.Blocks.X}×{grid.Blocks.Y} groups of {grid.BlockSize} threads");
        }
        finally
        {
            _ = _driver.PopContext();
        }
    }

    // The thread may have another context, or none: torch's calls set the device they work on, and backward has threads of its own.
    private void Enter()
    {
        int code = _driver.PushContext(_context);
        if (code != 0)
            _driver.Check(code, $"Entering the primary context of {_name}");
    }

    private nint HostWord()
    {
        Enter();
        try
        {
            _driver.Check(_driver.AllocateHost(sizeof(long), out nint word), $"Allocating memory that {_name} shares with the host");
            *(long*)word = 0;
            return word;
        }
        finally
        {
            _ = _driver.PopContext();
        }
    }

    private LoadedKernel Kernel(MethodInfo method, int largestBlockSize)
    {
        if (_kernels.TryGetValue(method, out LoadedKernel? kernel))
            return kernel;
        // One thread compiles, and after a failure the next call tries again.
        lock (_gate)
        {
            if (_kernels.TryGetValue(method, out kernel))
                return kernel;
            string ptx = _cache.Get(method, _architecture, largestBlockSize);
            string action = $"Loading the kernel {KernelName.Of(method)} on {_name}";
            int code = _driver.LoadModule(Encoding.ASCII.GetBytes(ptx + '\0'), out nint module, out string log);
            _driver.Check(code, action, log);
            _driver.Check(_driver.GetFunction(module, EntryName().Match(ptx).Groups[1].Value, out nint function), action);
            return _kernels[method] = new LoadedKernel(function);
        }
    }

    private void AllowSharedBytes(LoadedKernel kernel, MethodInfo method, int bytes)
    {
        lock (_gate)
        {
            if (bytes <= kernel.SharedBytes)
                return;
            _driver.Check(_driver.AllowSharedBytes(kernel.Function, bytes), $"Giving the kernel {KernelName.Of(method)} on {_name} {bytes} bytes of shared memory");
            kernel.SharedBytes = bytes;
        }
    }

    private int Attribute(int device, CudaAttribute attribute)
    {
        _driver.Check(_driver.GetAttribute(attribute, device, out int value), $"Asking {_name} for {attribute}");
        return value;
    }

    [GeneratedRegex(@"\.entry (\w+)\(")]
    private static partial Regex EntryName();

    private sealed class LoadedKernel(nint function)
    {
        public nint Function => function;

        /// <summary>The dynamic shared memory that a block may have.</summary>
        public int SharedBytes { get; set; }
    }
}
