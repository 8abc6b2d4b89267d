namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy and reverse cross entropy: L = −α·log p − β·log(10⁻⁴)·Σ_{j≠t} max(p_j, 10⁻⁷), with the clamps of the published code
/// (Wang et al., "Symmetric Cross Entropy for Robust Learning with Noisy Labels", ICCV 2019).
/// </summary>
[SparseTargetLoss]
public sealed partial class SymmetricCrossEntropyLoss
{
    private const double LeastProb = 1e-7;

    // −log of what stands for the probability 0 of the one-hot target.
    private const double ReverseFactor = 9.2103403719761836;

    /// <param name="row">A row of logits and its target.</param>
    /// <param name="alpha">α, the weight of cross entropy.</param>
    /// <param name="beta">β, the weight of reverse cross entropy.</param>
    private static double Loss(Row row, double alpha = 0.1, double beta = 1) =>
        -alpha * row.LogProb + beta * ReverseFactor * row.SumOthers(c => Math.Clamp(c.Prob, LeastProb, 1));
}
