using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Frontend;
using ILGPU.IR;
using ILGPU.IR.Transformations;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>Compiles kernels to PTX; no GPU needs to be present. For one thread at a time.</summary>
/// <remarks>Most of the time goes into functions that many kernels share: for more than one of them a compiler is to be kept.</remarks>
internal sealed class PtxCompiler(CudaArchitecture architecture) : IDisposable
{
    /// <summary>The oldest instruction set that has all that kernels use of: drivers of CUDA 11.8 and newer take it.</summary>
    private static readonly CudaInstructionSet s_instructionSet = CudaInstructionSet.ISA_78;

    /// <summary>The newest architecture of that instruction set; PTX for it runs on newer ones too.</summary>
    private static readonly CudaArchitecture s_newest = CudaArchitecture.SM_90;

    /// <summary>The passes before those of the backend.</summary>
    private static readonly Transformer s_optimizations = Optimizations();

    // One for each way of doing arithmetic.
    private readonly Dictionary<MathMode, (Context Context, PTXBackend Backend)> _tools = [];

    /// <summary>The architecture to compile for, of a device's compute capability.</summary>
    public static CudaArchitecture Target(int major, int minor)
    {
        var own = new CudaArchitecture(major, minor);
        return own > s_newest ? s_newest : own;
    }

    /// <summary>The PTX of a kernel.</summary>
    /// <param name="kernel">A static method, explicitly grouped.</param>
    /// <param name="blockSize">The threads of a block.</param>
    public string Compile(MethodInfo kernel, int blockSize)
    {
        MathMode mode = Mode(kernel);
        try
        {
            if (!_tools.TryGetValue(mode, out (Context Context, PTXBackend Backend) tools))
                _tools[mode] = tools = Create(mode);
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
            // What Backend.Compile does, with passes of our own.
            Method method;
            using (ContextCodeGenerationPhase phase = tools.Context.BeginCodeGeneration())
            {
                CodeGenerationResult result;
                using (CodeGenerationPhase frontend = phase.BeginFrontendCodeGeneration())
                    result = frontend.GenerateCode(entry.MethodSource);
                if (phase.IsFaulted)
                    throw phase.LastException!;
                method = result.Result!;
                phase.IRContext.Transform(s_optimizations);
            }
            return ((PTXCompiledKernel)tools.Backend.Compile(method, entry, new KernelSpecialization(blockSize, null))).PTXAssembly;
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
        foreach ((Context context, PTXBackend backend) in _tools.Values)
        {
            backend.Dispose();
            context.Dispose();
        }
        _tools.Clear();
    }

    /// <summary>How a kernel does arithmetic, by the numbers of its batch, the last parameter.</summary>
    /// <remarks>
    /// Fast: divisions, roots and exponentials of float32 within two units in the last place, and numbers below the smallest normal
    /// one as 0, for half of the instructions. Of float64 it would make reciprocals of 20 bits.
    /// </remarks>
    private static MathMode Mode(MethodInfo kernel) =>
        kernel.GetParameters()[^1].ParameterType.GetGenericArguments().Contains(typeof(double)) ? MathMode.Default : MathMode.Fast;

    /// <remarks>
    /// Those of <see cref="OptimizationLevel.O2"/>, but branches that no loss of the kernel's type takes are removed first. Otherwise every
    /// field of a structure is carried through all of them, which takes two thirds of the time; what comes out has as many
    /// registers, and no spills.
    /// </remarks>
    private static Transformer Optimizations()
    {
        Transformer.Builder builder = Transformer.CreateBuilder(TransformerConfiguration.Transformed);
        builder.Add(new Inliner());
        builder.Add(new UnreachableCodeElimination());
        builder.Add(new SimplifyControlFlow());
        builder.Add(new SSAConstruction());
        builder.Add(new DeadCodeElimination());
        builder.AddStructureOptimizations();
        builder.AddLoopOptimizations();
        builder.Add(new IfConditionConversion());
        builder.Add(new DeadCodeElimination());
        builder.AddConditionalOptimizations();
        builder.AddAddressSpaceOptimizations();
        return builder.ToTransformer();
    }

    private (Context Context, PTXBackend Backend) Create(MathMode mode)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            throw CudaErrors.NoDynamicCode();
        Context context = Context.Create(builder => builder.EnableAlgorithms().Optimize(OptimizationLevel.O2).Math(mode));
        return (context, new PTXBackend(context, architecture, s_instructionSet, null!));
    }
}
