using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Testing.Kernels;

namespace SparseLsr.Gen.GpuChecks.Losses;

/// <summary>A loss with functions of a class, written by hand, and the same class by class on the CPU in float64.</summary>
internal sealed class CheckedClassLoss<TKernel>(TKernel kernel) : CheckedLoss
    where TKernel : unmanaged, IClassLoss
{
    public override bool RequiresTwoClasses => TKernel.RequiresTwoClasses;

    public override BoundLoss Bind(int classes) => new BoundClassLoss<TKernel>(kernel);

    public override double EvaluateWithGradient(ReadOnlySpan<double> logits, int target, Span<double> gradient) =>
        ClassRowReference<TKernel>.EvaluateWithGradient(kernel, logits, target, gradient);

    public override double GradientScale(ReadOnlySpan<double> logits, int target) =>
        Math.Max(Magnitude, ClassRowReference<TKernel>.GradientScale(kernel, logits, target));
}
