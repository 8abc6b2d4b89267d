using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// The clipped surrogate objective of policy optimization, −min(r·A, clip(r, 1 − ε, 1 + ε)·A) with r = exp(log p − log p_old): the target is
/// the action taken (Schulman et al., "Proximal Policy Optimization Algorithms", 2017).
/// </summary>
[SparseTargetLoss]
public sealed partial class ClippedPolicyLoss
{
    /// <param name="row">The logits of the policy, and the action taken.</param>
    /// <param name="advantage">A, the advantage of the action.</param>
    /// <param name="oldLogProb">log p_old, of the action when it was taken.</param>
    /// <param name="clip">ε, how far the ratio of the probabilities counts.</param>
    private static double Loss(
        Row row, [PerRow] double advantage, [PerRow] double oldLogProb, [Range(0.0, 1.0)] double clip = 0.2)
    {
        double ratio = Math.Exp(row.LogProb - oldLogProb);
        return -Math.Min(ratio * advantage, Math.Clamp(ratio, 1 - clip, 1 + clip) * advantage);
    }

    /// <summary>H, the entropy of the policy.</summary>
    [RowMetric]
    private static double Entropy(Row row) => row.Entropy;

    /// <summary>1 where the ratio of the probabilities is clipped, else 0.</summary>
    [RowMetric]
    private static double IsClipped(Row row, [PerRow] double oldLogProb, [Range(0.0, 1.0)] double clip = 0.2)
    {
        double ratio = Math.Exp(row.LogProb - oldLogProb);
        return ratio < 1 - clip || ratio > 1 + clip ? 1 : 0;
    }
}
