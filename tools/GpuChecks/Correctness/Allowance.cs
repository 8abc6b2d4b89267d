using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>How far a result may lie from the CPU's in float64.</summary>
/// <param name="Scalars">What the scalars of a row, and so all that follows from them, may be off by, relative to a scale.</param>
/// <param name="Rounding">What rounding to the element type moves a number by, relative to it.</param>
/// <param name="Step">The smallest number that is kept apart from 0.</param>
internal readonly record struct Allowance(double Scalars, double Rounding, double Step)
{
    /// <summary>For elements written in the type of the logits.</summary>
    public static Allowance OfElements<T>(bool emulated) =>
        new(RelativeError<T>(), GpuElement.Rounding<T>(emulated), GpuElement.Step<T>());

    /// <summary>For losses, which are written in the type of the scalars.</summary>
    public static Allowance OfScalars<T>() => new(RelativeError<T>(), 0, typeof(T) == typeof(double) ? double.Epsilon : 1.2e-38);

    /// <summary>What a result may be off by.</summary>
    public double Around(double expected, double scale) => Scalars * scale + Rounding * Math.Abs(expected) + Step;

    /// <summary>Whether a result is as expected; NaN and infinities have to be the same ones.</summary>
    public bool Contains(double expected, double actual, double scale) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= Around(expected, scale);

    private static double RelativeError<T>() => typeof(T) == typeof(double) ? 1e-10 : 2e-5;
}
