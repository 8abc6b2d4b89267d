namespace SparseLsr.Gen.Tests.Learned;

/// <summary>Cross entropy with a polynomial term: statistics alone.</summary>
[SparseTargetLoss]
public sealed partial class LearnedPolyLoss
{
    /// <param name="row">The row.</param>
    /// <param name="epsilon">How much the term counts.</param>
    /// <param name="gamma">Its exponent.</param>
    private static double Loss(Row row, [Learned] double epsilon = 0.8, [Learned] double gamma = 1.3) =>
        -row.LogProb + epsilon * Math.Pow(1 - row.Prob, gamma);
}

/// <summary>Learned numbers in the transform of all logits, in sums over classes and beside everything else that a loss can have.</summary>
[SparseTargetLoss]
public sealed partial class LearnedEverywhereLoss
{
    private static double Logit(RowClass c, [PerRow] double shift, [Learned] double scale = 1.5) =>
        scale * c.Logit + (c.IsTarget ? shift * scale : 0);

    private static double Loss(Row row, ClassVector cost, [PerRow] double shift, [Learned] double power = 0.7, double k = 0.3) =>
        -row.LogProb + k * row.SumOthers(c => cost[c] * Math.Exp(power * c.LogProb)) * power + shift * row.Prob;

    [RowMetric]
    private static double Scaled(Row row, [Learned] double power = 0.7) => power * row.Prob;
}

/// <summary>A range, a name that is a keyword, and no default.</summary>
[SparseTargetLoss]
public sealed partial class LearnedRangeLoss
{
    private static double Loss(
        Row row, [Learned, System.ComponentModel.DataAnnotations.Range(0.0, 2.0)] double @base) => -@base * row.LogProb;
}
