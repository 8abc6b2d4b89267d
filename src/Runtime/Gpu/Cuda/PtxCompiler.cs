using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>Compiles kernels to PTX; no GPU needs to be present.</summary>
internal static class PtxCompiler
{
    /// <summary>The oldest instruction set that the kernels' features are in: drivers of CUDA 11.8 and newer take it.</summary>
    private static readonly CudaInstructionSet s_instructionSet = CudaInstructionSet.ISA_78;

    /// <summary>The newest architecture of that instruction set; PTX for it runs on newer ones too.</summary>
    private static readonly CudaArchitecture s_newest = CudaArchitecture.SM_90;

    /// <summary>The architecture to compile for, of a device's compute capability.</summary>
    public static CudaArchitecture Target(int major, int minor)
    {
        var own = new CudaArchitecture(major, minor);
        return own > s_newest ? s_newest : own;
    }

    /// <param name="kernel">A static method, explicitly grouped.</param>
    /// <param name="architecture">What to compile for.</param>
    /// <param name="groupSize">The threads of a group.</param>
    public static string Compile(MethodInfo kernel, CudaArchitecture architecture, int groupSize)
    {
        // A context of its own: after a failed compilation a context fails at every other.
        using Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2));
        using var backend = new PTXBackend(context, architecture, s_instructionSet, null!);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return ((PTXCompiledKernel)backend.Compile(entry, new KernelSpecialization(groupSize, null))).PTXAssembly;
    }
}
