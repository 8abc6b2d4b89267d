namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy with z-loss: −log p + λ·ℓ², where ℓ is the log-sum-exp of the row, which keeps the logits from drifting
/// (Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", 2022).
/// </summary>
[SparseTargetLoss]
public sealed partial class ZLossCrossEntropyLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="z_weight">λ, the weight of the squared log-sum-exp.</param>
    private static double Loss(Row row, double z_weight = 1e-3) => -row.LogProb + z_weight * row.LogSumExp * row.LogSumExp;
}
