namespace SparseLsr.Gen;

/// <summary>
/// Normalized cross entropy and reverse cross entropy: L = α·log p/Σ_j log p_j − β·log(10⁻⁴)·Σ_{j≠t} max(p_j, 10⁻⁷), with the clamps of
/// the published code (Ma et al., "Normalized Loss Functions for Deep Learning with Noisy Labels", ICML 2020: NCE + RCE).
/// </summary>
[SparseTargetLoss]
public sealed partial class ActivePassiveLoss
{
    private const double LeastProb = 1e-7;

    // −log of what stands for the probability 0 of the one-hot target.
    private const double ReverseFactor = 9.2103403719761836;

    /// <param name="row">A row of logits and its target.</param>
    /// <param name="alpha">α, the weight of normalized cross entropy.</param>
    /// <param name="beta">β, the weight of reverse cross entropy.</param>
    private static double Loss(Row row, double alpha = 1, double beta = 1) =>
        alpha * row.LogProb / (row.Classes * row.MeanLogProb)
        + beta * ReverseFactor * row.SumOthers(c => Math.Clamp(c.Prob, LeastProb, 1));
}
