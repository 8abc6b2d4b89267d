namespace SparseLsr.Gen.Samples;

/// <summary>How far a classifier's confidence is from how often it is right.</summary>
public static class Calibration
{
    /// <summary>How many bins of equal width confidences are sorted into.</summary>
    public const int Bins = 15;

    /// <summary>
    /// The expected calibration error, Σ n_b/N·|accuracy_b − confidence_b| over the bins, 0 to 1 (Naeini, Cooper and Hauskrecht
    /// 2015).
    /// </summary>
    /// <param name="confidences">The probability of the likeliest class, for each prediction.</param>
    /// <param name="hits">Whether that class is the true one.</param>
    public static double ExpectedError(ReadOnlySpan<float> confidences, ReadOnlySpan<bool> hits)
    {
        // n_b·(accuracy_b − confidence_b): hits less confidences.
        var excess = new double[Bins];
        for (int i = 0; i < confidences.Length; i++)
        {
            int bin = Math.Clamp((int)Math.Ceiling(confidences[i] * Bins) - 1, 0, Bins - 1);
            excess[bin] += (hits[i] ? 1 : 0) - confidences[i];
        }
        return excess.Sum(Math.Abs) / confidences.Length;
    }
}
