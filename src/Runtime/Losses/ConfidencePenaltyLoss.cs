namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy with a confidence penalty: −log p − β·H, where H is the entropy of the predicted distribution
/// (Pereyra et al., "Regularizing Neural Networks by Penalizing Confident Output Distributions", 2017).
/// </summary>
[SparseTargetLoss]
public sealed partial class ConfidencePenaltyLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="beta">β, how much entropy is rewarded.</param>
    private static double Loss(Row row, double beta = 0.1) => -row.LogProb - beta * row.Entropy;
}
