using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>
/// How far a result may lie from the exact one: 1e-10 in float64 and 2e-5 in float32, of a loss relative to itself, of a gradient
/// relative to the row's largest, and never less than the type's smallest normal number.
/// </summary>
/// <remarks>
/// A loss that cancels is held to its conditioning: where what it is computed from, moved by a part in 1e10, would move it by more
/// than that (<see cref="ExactResult.ValueSlope"/>), so much more is allowed.
/// </remarks>
internal static class Tolerance
{
    public static double Relative(bool isSingle) => isSingle ? 2e-5 : 1e-10;

    /// <summary>What a value of this exact result may be off by.</summary>
    public static double OfValue(ExactResult exact, bool isSingle)
    {
        double scale = double.IsFinite(exact.Value) ? Math.Max(Math.Abs(exact.Value), exact.ValueSlope) : 0;
        return Relative(isSingle) * scale + SmallestNormal(isSingle);
    }

    /// <summary>What each element of this exact result's gradient may be off by.</summary>
    public static double OfGradient(ExactResult exact, bool isSingle) =>
        Relative(isSingle) * exact.Gradient.Max(Math.Abs) + SmallestNormal(isSingle);

    public static double SmallestNormal(bool isSingle) => isSingle ? 1.17549435e-38 : 2.2250738585072014e-308;
}
