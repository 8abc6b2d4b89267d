using System.Collections.Concurrent;
using System.Reflection;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>The PTX of kernels, kept in a folder and free of the compiler's known traps, and which kernel each text is of.</summary>
internal sealed class KernelStore
{
    private readonly ConcurrentDictionary<CudaArchitecture, ConcurrentBag<PtxCompiler>> _compilers = [];
    private readonly ConcurrentDictionary<string, MethodInfo> _methods = [];
    private readonly PtxCache _folder;
    private readonly bool _sharesCompilers;
    private readonly Func<string, string>? _change;

    /// <param name="folder">Where the texts are kept; null for nowhere.</param>
    /// <param name="sharesCompilers">
    /// Whether one compiler translates several kernels, which takes two thirds of the time: the numbers in names are others then.
    /// </param>
    /// <param name="change">Changes texts before they are handed out.</param>
    public KernelStore(string? folder, bool sharesCompilers, Func<string, string>? change = null)
    {
        _folder = new PtxCache(folder, Compile);
        _sharesCompilers = sharesCompilers;
        _change = change;
        Cache = new PtxCache(null, Get);
    }

    /// <summary>What a device takes kernels from.</summary>
    public PtxCache Cache { get; }

    /// <summary>How many kernels have been compiled, rather than found.</summary>
    public int Compiled { get; private set; }

    /// <summary>The kernel of a text.</summary>
    public MethodInfo MethodOf(string ptx) => _methods[ptx];

    private string Get(MethodInfo kernel, CudaArchitecture architecture, int blockSize)
    {
        string ptx = _folder.Get(kernel, architecture, blockSize);
        if (_change is not null)
            ptx = _change(ptx);
        else if (!_methods.ContainsKey(ptx))
            KernelText.Check(kernel, ptx);
        _methods[ptx] = kernel;
        return ptx;
    }

    private string Compile(MethodInfo kernel, CudaArchitecture architecture, int blockSize)
    {
        Compiled++;
        ConcurrentBag<PtxCompiler> idle = _compilers.GetOrAdd(architecture, static _ => []);
        if (!_sharesCompilers || !idle.TryTake(out PtxCompiler? compiler))
            compiler = new PtxCompiler(architecture);
        string ptx = compiler.Compile(kernel, blockSize);
        if (_sharesCompilers)
            idle.Add(compiler);
        else
            compiler.Dispose();
        return ptx;
    }
}
