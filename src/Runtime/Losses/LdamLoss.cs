namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy of scaled logits, the target's lowered by a margin of its class: s·(z_t − m_t) and s·z_j (Cao et al., "Learning
/// Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS 2019).
/// </summary>
[SparseTargetLoss]
public sealed partial class LdamLoss
{
    /// <param name="c">A class.</param>
    /// <param name="margin">
    /// m, the margin of each class: proportional to n_j^(−1/4) for a class of n_j samples, the largest of them 0.5 there.
    /// </param>
    /// <param name="scale">s, what the logits are multiplied by.</param>
    private static double Logit(RowClass c, ClassVector margin, double scale = 30) =>
        scale * (c.IsTarget ? c.Logit - margin[c] : c.Logit);

    private static double Loss(Row row) => -row.LogProb;
}
