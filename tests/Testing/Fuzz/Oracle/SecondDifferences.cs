namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>The second derivatives of a formula times a direction: differences of its exact gradient.</summary>
internal static class SecondDifferences
{
    private const double Step = 1.0 / 4096, WorstDisagreement = 1e-4;

    /// <summary>Numbers unlike each other for a row's logits.</summary>
    public static double[] Direction(FuzzRow row) => [.. row.Logits.Select((_, j) => Math.Round(4096 * Math.Sin(1.3 * j + 0.4)) / 4096)];

    /// <summary>The products, and how far the largest may be off; null where the gradient has a kink near, or is not known.</summary>
    public static (double[] Values, double Tolerance)? Of(ExtendedLoss exact, FuzzRow row)
    {
        if (Quotients(exact, row, Step) is not { } coarse || Quotients(exact, row, Step / 2) is not { } fine
            || Quotients(exact, row, Step / 16) is not { } finest)
            return null;
        double size = fine.Max(Math.Abs);
        double disagreement = fine.Zip(finest, (a, b) => Math.Abs(a - b)).Max();
        if (!(disagreement <= WorstDisagreement * size) || !double.IsFinite(size))
            return null;
        double[] values = [.. coarse.Zip(fine, (a, b) => (4 * b - a) / 3)];
        return (values, values.Zip(finest, (a, b) => Math.Abs(a - b)).Max());
    }

    private static double[]? Quotients(ExtendedLoss exact, FuzzRow row, double step)
    {
        double[] direction = Direction(row);
        if (Gradient(step) is not { } above || Gradient(-step) is not { } below)
            return null;
        return [.. above.Zip(below, (a, b) => (a - b).ToDouble() / (2 * step))];

        Extended[]? Gradient(double by)
        {
            double[] moved = [.. row.Logits.Zip(direction, (logit, v) => logit + by * v)];
            return exact.Evaluate(row with { Logits = moved }, Noise.None)?.Gradient;
        }
    }
}
