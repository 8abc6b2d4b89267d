using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu.Cuda;

namespace SparseLsr.Gen.Tests.Gpu.Cuda;

/// <summary>A folder of compiled kernels for all tests of a class: each kernel is compiled once.</summary>
public sealed class PtxFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly Lock _lock = new();
    private readonly Dictionary<CudaArchitecture, PtxCompiler> _compilers = [];

    internal PtxCache Cache() => new(_folder, (kernel, architecture, blockSize) =>
    {
        lock (_lock)
        {
            if (!_compilers.TryGetValue(architecture, out PtxCompiler? compiler))
                _compilers.Add(architecture, compiler = new PtxCompiler(architecture));
            return compiler.Compile(kernel, blockSize);
        }
    });

    public void Dispose()
    {
        foreach (PtxCompiler compiler in _compilers.Values)
            compiler.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
