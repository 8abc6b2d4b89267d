using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Poly-1: −log p + ε·(1 − p), cross entropy with the first term of its series in 1 − p changed
/// (Leng et al., "PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions", ICLR 2022).
/// </summary>
[SparseTargetLoss]
public sealed partial class Poly1Loss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="epsilon">ε, what is added to the first coefficient; 0 is cross entropy.</param>
    private static double Loss(Row row, [Range(-1, double.PositiveInfinity, MaximumIsExclusive = true)] double epsilon = 1) =>
        -row.LogProb + epsilon * (1 - row.Prob);
}
