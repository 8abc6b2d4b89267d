using System.Reflection;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>
/// Compiles the kernels of a scope into the cache that the runtime looks into: one after the other, as calls would need them, they
/// keep a GPU waiting for a quarter of an hour.
/// </summary>
internal static class Precompilation
{
    /// <summary>Those over rows that the checks start, each with the size of blocks that it is compiled for.</summary>
    public static IReadOnlyList<(MethodInfo Method, int LargestBlockSize)> Kernels(CheckScope scope)
    {
        IEnumerable<GpuKernel> forms = scope.Forms.SelectMany(KernelCatalog.Of).Concat(KernelCatalog.WithoutLoss)
            .Where(kernel => scope.Elements.Contains(kernel.Element) && scope.Targets.Contains(kernel.Target));
        IEnumerable<GpuKernel> others = scope.Others.SelectMany(KernelCatalog.Of)
            .Where(kernel => CheckPlan.MainElements.Contains(kernel.Element) && kernel.Target == scope.Targets[0]);
        return [.. forms.Concat(others).Select(kernel => (kernel.Method, kernel.BlockSize))];
    }

    /// <summary>Compiles a part of them, and returns what cannot be.</summary>
    public static IReadOnlyList<string> Run(CheckScope scope, CudaArchitecture architecture, int part, int parts)
    {
        var failures = new List<string>();
        IReadOnlyList<(MethodInfo Method, int LargestBlockSize)> kernels = Kernels(scope);
        for (int i = part; i < kernels.Count; i += parts)
        {
            try
            {
                PtxCache.OfUser.Get(kernels[i].Method, architecture, kernels[i].LargestBlockSize);
            }
            // The check that needs it fails for the same reason.
            catch (Exception exception)
            {
                failures.Add($"{KernelName.Of(kernels[i].Method)}: {exception.Message}");
            }
        }
        return failures;
    }
}
