using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Generalized cross entropy: (1 − p^q)/q, between cross entropy (q → 0) and mean absolute error (q = 1)
/// (Zhang &amp; Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels", NeurIPS 2018).
/// </summary>
[SparseTargetLoss]
public sealed partial class GeneralizedCrossEntropyLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="q">q: the larger, the more robust against wrong labels.</param>
    private static double Loss(Row row, [Range(0, 1, MinimumIsExclusive = true)] double q = 0.7) =>
        (1 - Math.Pow(row.Prob, q)) / q;
}
