using System.Reflection;
using ILGPU.Runtime.Cuda;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.GpuChecks.Kernels;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>
/// Compiles the kernels of a scope on all cores, into the cache that the runtime looks into: one after the other, as calls would
/// need them, they keep a GPU waiting for minutes.
/// </summary>
internal static class Precompilation
{
    /// <summary>Those that the checks start with a layout of their own, each for its sizes of groups.</summary>
    public static IReadOnlyList<(MethodInfo Method, int GroupSize)> Kernels(CheckScope scope)
    {
        IEnumerable<GpuKernel> forms = scope.Forms.SelectMany(KernelCatalog.Of).Concat(KernelCatalog.WithoutLoss)
            .Where(kernel => scope.Elements.Contains(kernel.Element) && scope.Targets.Contains(kernel.Target));
        IEnumerable<GpuKernel> others = scope.Others.SelectMany(KernelCatalog.Of)
            .Where(kernel => CheckPlan.MainElements.Contains(kernel.Element) && kernel.Target == scope.Targets[0]);
        return
        [
            .. from kernel in forms.Concat(others)
               from groupSize in scope.GroupSizes(kernel.Sharing)
               select (kernel.Method, groupSize),
        ];
    }

    public static void Run(CheckScope scope, CudaArchitecture architecture) => Parallel.ForEach(Kernels(scope), kernel =>
    {
        try
        {
            PtxCache.OfUser.Get(kernel.Method, architecture, kernel.GroupSize);
        }
        // The check that needs it fails for the same reason, and says which one it is.
        catch (Exception)
        {
        }
    });
}
