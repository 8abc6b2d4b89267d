using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>The declaration's own method as plain C#, and its slope by a logit.</summary>
/// <param name="valueTolerance">What the method's value may be off by where each operation is off by a part in 1e12.</param>
internal sealed class CentralDifferences(ReferenceCall reference, double[] arguments, FuzzRow row, double valueTolerance)
{
    private const double Step = 1e-4;
    private const int Samples = 16;

    /// <summary>What the method returns; null where it throws or is not finite.</summary>
    public double? Value { get; } = Evaluate(reference, row.Logits, row.Target, arguments);

    /// <summary>
    /// The derivative by a logit from three step sizes, whose differences tell how far it is to be trusted, as do the digits lost
    /// where nearly equal values are subtracted. Null where the method has no value.
    /// </summary>
    public (double Value, double Tolerance)? Of(int j)
    {
        if (Quotient(j, Step) is not { } coarse || Quotient(j, Step / 2) is not { } fine || Quotient(j, Step / 7) is not { } finest)
            return null;
        double rounding = 0.1 * valueTolerance / Step;
        return ((4 * fine - coarse) / 3, 2 * Math.Max(Math.Abs(fine - coarse), Math.Abs(finest - fine)) + rounding);
    }

    /// <summary>
    /// Whether quotients can be off by no more than half of <paramref name="disagreement"/>: each is the mean of the slopes within its
    /// step, and so near the slope itself only where the mean of any two that lie opposite is. Over many turns of a sine it is not,
    /// and quotients agree with each other by chance.
    /// </summary>
    public static bool AreApt(ExtendedLoss exact, FuzzRow row, int j, double disagreement)
    {
        if (Slope(exact, row, j, 0) is not { } slope)
            return false;
        return Enumerable.Range(1, Samples).Select(i => Step * i / Samples).All(step =>
            Slope(exact, row, j, step) is { } above && Slope(exact, row, j, -step) is { } below && Math.Abs((above + below) / 2 - slope) <= disagreement / 2);
    }

    private static double? Slope(ExtendedLoss exact, FuzzRow row, int j, double step)
    {
        double[] moved = [.. row.Logits];
        moved[j] += step;
        return exact.Evaluate(row with { Logits = moved }, Noise.None)?.Gradient[j].ToDouble();
    }

    private double? Quotient(int j, double step)
    {
        double[] moved = [.. row.Logits];
        double above = moved[j] += step;
        double? high = Evaluate(reference, moved, row.Target, arguments);
        double below = moved[j] = row.Logits[j] - step;
        double? low = Evaluate(reference, moved, row.Target, arguments);
        return double.IsFinite(above) && high is not null && low is not null ? (high - low) / (above - below) : null;
    }

    private static double? Evaluate(ReferenceCall reference, double[] logits, int target, double[] arguments)
    {
        try
        {
            double value = reference(logits, target, arguments);
            return double.IsFinite(value) ? value : null;
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            // Math.Sign of NaN, Math.Clamp between bounds in the wrong order.
            return null;
        }
    }
}
