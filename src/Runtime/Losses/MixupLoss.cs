namespace SparseLsr.Gen;

/// <summary>
/// Mixup, −λ log p − (1 − λ)·Σ_j y_j log p_j: cross entropy of a sample that is mixed of two, with the target of one and the label of the
/// other (Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018; Yun et al., "CutMix", 2019).
/// </summary>
[SparseTargetLoss]
public sealed partial class MixupLoss
{
    /// <param name="row">A row of logits and the target of the first sample.</param>
    /// <param name="other">y, the label of the second sample: one-hot, or probabilities.</param>
    /// <param name="ratio">λ, the share of the first sample, in [0, 1].</param>
    private static double Loss(Row row, [PerRow] ClassVector other, [PerRow] double ratio) =>
        -ratio * row.LogProb - (1 - ratio) * row.Sum(c => other[c] * c.LogProb);
}
