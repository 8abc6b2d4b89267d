using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.GpuChecks.Kernels;

/// <summary>Kernels as the text that a driver takes, made without a GPU. For one thread at a time.</summary>
/// <remarks>Most of the time goes into functions that many kernels share: a compiler is to be kept for more than one.</remarks>
internal sealed class PtxCompiler(CudaArchitecture architecture) : IDisposable
{
    private (Context Context, PTXBackend Backend)? _tools;

    /// <summary>The PTX of a kernel.</summary>
    public string Compile(GpuKernel kernel)
    {
        (Context Context, PTXBackend Backend) tools = _tools ??= Create();
        try
        {
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel.Method);
            return ((PTXCompiledKernel)tools.Backend.Compile(entry, new KernelSpecialization(kernel.GroupSize, null))).PTXAssembly;
        }
        catch
        {
            // A context that has failed on one kernel fails on all that follow.
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _tools?.Backend.Dispose();
        _tools?.Context.Dispose();
        _tools = null;
    }

    private (Context Context, PTXBackend Backend) Create()
    {
        // Fast: divisions, roots and exponentials within two units in the last place, and numbers below the smallest normal one
        // as 0, for half of the instructions.
        Context context = Context.Create(static builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Math(MathMode.Fast));
        return (context, new PTXBackend(context, architecture, CudaInstructionSet.ISA_78, null!));
    }
}
