using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>
/// A CUDA driver whose device is the interpreter, over this process's memory. A launch is executed at once, on the calling thread;
/// one in which anything is wrong fails, and <see cref="Describe"/> says what it was.
/// </summary>
/// <param name="store">Where the device takes its kernels from.</param>
/// <param name="limits">What the device has.</param>
/// <param name="options">What the ISA leaves to it.</param>
internal sealed unsafe class InterpretedDriver(KernelStore store, DeviceLimits limits, ExecutionOptions options) : ICudaDriver, IDisposable
{
    /// <summary>The dynamic and static shared memory that a block has without asking for more.</summary>
    private const int DefaultSharedBytes = 48 << 10;
    private const int MostBlocksY = 65_535;
    private const nuint HostAlignment = 64;
    private const nint PrimaryContext = 1;
    private const int Success = 0;
    private const int InvalidValue = 1; // CUDA_ERROR_INVALID_VALUE
    private const int InvalidContext = 201; // CUDA_ERROR_INVALID_CONTEXT
    private const int InvalidPtx = 218; // CUDA_ERROR_INVALID_PTX
    private const int LaunchFailed = 719; // CUDA_ERROR_LAUNCH_FAILED

    private readonly List<(string Ptx, MethodInfo Method)> _modules = [];
    private readonly Dictionary<nint, (Kernel Kernel, MethodInfo Method)> _functions = [];
    private readonly Dictionary<nint, int> _allowed = [];
    private readonly List<nint> _hostMemory = [];
    private readonly ThreadLocal<int> _contexts = new();
    private readonly Lock _gate = new();
    private readonly Machine _machine = new(options);
    private string _fault = "";

    /// <summary>The memory of the device, as far as it is allocated here.</summary>
    public GlobalMemory Memory { get; } = new();

    /// <summary>The launches so far.</summary>
    public List<LaunchRecord> Launches { get; } = [];

    /// <summary>What was wrong in them.</summary>
    public List<string> Faults { get; } = [];

    public int Initialize() => Success;

    public int GetDevice(int ordinal, out int device)
    {
        device = ordinal;
        return Success;
    }

    public int GetAttribute(CudaAttribute attribute, int device, out int value)
    {
        value = limits.Attribute(attribute);
        return Success;
    }

    public int RetainPrimaryContext(int device, out nint context)
    {
        context = PrimaryContext;
        return Success;
    }

    public int PushContext(nint context)
    {
        _contexts.Value++;
        return Success;
    }

    public int PopContext()
    {
        _contexts.Value--;
        return Success;
    }

    public int AllocateHost(nuint bytes, out nint address)
    {
        address = (nint)NativeMemory.AlignedAlloc(bytes, HostAlignment);
        _hostMemory.Add(address);
        return Success;
    }

    public int LoadModule(ReadOnlySpan<byte> ptx, out nint module, out string log)
    {
        string text = Encoding.ASCII.GetString(ptx[..^1]);
        log = "";
        lock (_gate)
        {
            _modules.Add((text, store.MethodOf(text)));
            module = _modules.Count;
        }
        return _contexts.Value == 0 ? InvalidContext : Success;
    }

    public int GetFunction(nint module, string name, out nint function)
    {
        function = module;
        lock (_gate)
        {
            (string ptx, MethodInfo method) = _modules[(int)module - 1];
            try
            {
                _functions[function] = (LoadedKernels.Get(ptx, name, options.FusesMultiplyAdd), method);
                return Success;
            }
            catch (PtxException exception)
            {
                _fault = exception.Message;
                return InvalidPtx;
            }
        }
    }

    public int AllowSharedBytes(nint function, int bytes)
    {
        if (bytes + _functions[function].Kernel.SharedBytes > limits.SharedBytesPerBlock)
            return InvalidValue;
        _allowed[function] = bytes;
        return Success;
    }

    int ICudaDriver.Launch(nint function, KernelGrid grid, void** parameters)
    {
        if (_contexts.Value == 0)
            return InvalidContext;
        lock (_gate)
        {
            (Kernel kernel, MethodInfo method) = _functions[function];
            var launch = new LaunchGrid(grid.Blocks.X, grid.Blocks.Y, grid.BlockSize, grid.SharedBytes);
            if (!Fits(kernel, launch, _allowed.GetValueOrDefault(function, DefaultSharedBytes - kernel.SharedBytes)))
                return InvalidValue;
            return Launch(kernel, method, launch, parameters);
        }
    }

    public string Describe(int code) => code is LaunchFailed or InvalidPtx ? _fault : $"error {code} of the interpreter";

    public void Dispose()
    {
        _machine.Dispose();
        _contexts.Dispose();
        _hostMemory.ForEach(static address => NativeMemory.AlignedFree((void*)address));
        _hostMemory.Clear();
    }

    private bool Fits(Kernel kernel, LaunchGrid grid, int allowed) =>
        grid.BlocksX >= 1 && grid.BlocksY is >= 1 and <= MostBlocksY && grid.BlockSize >= 1
        && grid.BlockSize <= Math.Min(limits.MaxThreadsPerGroup, kernel.MaxThreads)
        && grid.SharedBytes <= allowed && grid.SharedBytes + kernel.SharedBytes <= limits.SharedBytesPerBlock;

    private int Launch(Kernel kernel, MethodInfo method, LaunchGrid grid, void** parameters)
    {
        var arguments = new byte[kernel.ArgumentBytes];
        for (int i = 0; i < kernel.Arguments.Length; i++)
        {
            (int offset, int bytes) = kernel.Arguments[i];
            new ReadOnlySpan<byte>(parameters[i], bytes).CopyTo(arguments.AsSpan(offset));
        }
        IEnumerable<int> offsets = kernel.Arguments.Select(static argument => argument.Offset);
        IReadOnlyList<MemoryView> views = new KernelViews(Memory).Of(method, arguments, offsets);
        string[] faults;
        try
        {
            _machine.Run(kernel, grid, arguments, views);
            faults = [.. _machine.Faults.All];
        }
        catch (PtxException exception)
        {
            faults = [.. _machine.Faults.All, exception.Message];
        }
        Launches.Add(new LaunchRecord(kernel.Name, grid, _machine.Counts));
        Faults.AddRange(faults);
        _fault = $"faults in {grid}:\n  {string.Join("\n  ", faults)}\n";
        return faults.Length == 0 ? Success : LaunchFailed;
    }
}
