namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy of logits z_j + τ·log π_j, where π is how frequent the classes are: a model trained with it on data of unequal classes
/// predicts as if they were equally frequent (Ren et al., "Balanced Meta-Softmax for Long-Tailed Visual Recognition", NeurIPS 2020, τ = 1;
/// Menon et al., "Long-tail learning via logit adjustment", ICLR 2021).
/// </summary>
[SparseTargetLoss]
public sealed partial class BalancedSoftmaxLoss
{
    /// <param name="c">A class.</param>
    /// <param name="logPrior">log π, the logarithm of each class's share of the training data, up to a constant.</param>
    /// <param name="tau">τ, how much of the difference is made up for.</param>
    private static double Logit(RowClass c, ClassVector logPrior, double tau = 1) => c.Logit + tau * logPrior[c];

    private static double Loss(Row row) => -row.LogProb;
}
