using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;

namespace SparseLsr.Gen.Tests.Gpu.Cuda;

/// <summary>A driver that starts nothing, and remembers what it was asked to.</summary>
internal sealed unsafe partial class FakeDriver : ICudaDriver
{
    public const nint Context = 0x70;

    private readonly ThreadLocal<Stack<nint>> _contexts = new(() => new Stack<nint>());
    private readonly ConcurrentDictionary<nint, (string Entry, int[] ParameterSizes)> _modules = new();
    private readonly ConcurrentDictionary<nint, int> _allowed = new();
    private long _lastModule = 0x1000;

    /// <summary>What a call of that name is to return instead of success.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    /// <summary>What the driver's compiler says of a module that it refuses.</summary>
    public string Log { get; set; } = "";

    public Dictionary<CudaAttribute, int> Attributes { get; } = new()
    {
        [CudaAttribute.MaxThreadsPerBlock] = 1024,
        [CudaAttribute.WarpSize] = 32,
        [CudaAttribute.Multiprocessors] = 132,
        [CudaAttribute.CapabilityMajor] = 9,
        [CudaAttribute.CapabilityMinor] = 0,
        [CudaAttribute.SharedBytesPerMultiprocessor] = 228 << 10,
        [CudaAttribute.SharedBytesPerBlock] = 227 << 10,
    };

    public ConcurrentQueue<Launch> Launches { get; } = [];

    public ConcurrentQueue<int> Ordinals { get; } = [];

    /// <summary>The modules loaded.</summary>
    public int Modules => _modules.Count;

    /// <summary>The contexts that this thread has entered and not left.</summary>
    public int Depth => _contexts.Value!.Count;

    public int Initialize() => Code("cuInit");

    public int GetDevice(int ordinal, out int device)
    {
        Ordinals.Enqueue(ordinal);
        device = ordinal + 10;
        return Code("cuDeviceGet");
    }

    public int GetAttribute(CudaAttribute attribute, int device, out int value)
    {
        value = Attributes[attribute];
        return Code("cuDeviceGetAttribute");
    }

    public int RetainPrimaryContext(int device, out nint context)
    {
        context = Context + device;
        return Code("cuDevicePrimaryCtxRetain");
    }

    public int PushContext(nint context)
    {
        if (Code("cuCtxPushCurrent") is var code and not 0)
            return code;
        _contexts.Value!.Push(context);
        return 0;
    }

    public int PopContext()
    {
        _contexts.Value!.Pop();
        return 0;
    }

    public int AllocateHost(nuint bytes, out nint address)
    {
        Assert.NotEmpty(_contexts.Value!);
        address = (nint)NativeMemory.AllocZeroed(bytes);
        return Code("cuMemHostAlloc");
    }

    public int LoadModule(ReadOnlySpan<byte> ptx, out nint module, out string log)
    {
        Assert.NotEmpty(_contexts.Value!);
        Assert.Equal(0, ptx[^1]);
        log = Log;
        module = 0;
        if (Code("cuModuleLoadDataEx") is var code and not 0)
            return code;
        Match entry = Entry().Match(Encoding.ASCII.GetString(ptx));
        module = (nint)Interlocked.Increment(ref _lastModule);
        _modules[module] = (entry.Groups[1].Value, [.. Parameter().Matches(entry.Groups[2].Value).Select(Size)]);
        return 0;
    }

    public int GetFunction(nint module, string name, out nint function)
    {
        function = module;
        // CUDA_ERROR_NOT_FOUND
        return _modules[module].Entry == name ? Code("cuModuleGetFunction") : 500;
    }

    public int AllowSharedBytes(nint function, int bytes)
    {
        Assert.NotEmpty(_contexts.Value!);
        if (Code("cuFuncSetAttribute") is var code and not 0)
            return code;
        _allowed[function] = bytes;
        return 0;
    }

    int ICudaDriver.Launch(nint function, KernelGrid grid, void** parameters)
    {
        if (Code("cuLaunchKernel") is var code and not 0)
            return code;
        // CUDA_ERROR_INVALID_VALUE
        if (grid.SharedBytes > _allowed.GetValueOrDefault(function))
            return 1;
        (string entry, int[] sizes) = _modules[function];
        byte[][] arguments = [.. sizes.Select((size, i) => new ReadOnlySpan<byte>(parameters[i], size).ToArray())];
        Launches.Enqueue(new Launch(entry, grid, arguments, _contexts.Value!.Peek()));
        return 0;
    }

    public string Describe(int code) => $"CUDA_ERROR_{code}, of that kind";

    private int Code(string function) => Failures.GetValueOrDefault(function);

    private static int Size(Match parameter) =>
        parameter.Groups[2].Success ? int.Parse(parameter.Groups[2].Value) : int.Parse(parameter.Groups[1].Value) / 8;

    [GeneratedRegex(@"\.entry (\w+)\(([^)]*)\)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\.param (?:\.align \d+ )?\.[a-z](\d+) \w+(?:\[(\d+)\])?")]
    private static partial Regex Parameter();

    /// <summary>A kernel that was to be started.</summary>
    /// <param name="Entry">Its name in PTX.</param>
    /// <param name="Grid">The threads.</param>
    /// <param name="Arguments">As many bytes of each argument as PTX declares.</param>
    /// <param name="InContext">The context that was current.</param>
    internal sealed record Launch(string Entry, KernelGrid Grid, byte[][] Arguments, nint InContext);
}
