using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Focal loss divided by its sum over all classes as targets: L = (1 − p)^γ·log p/Σ_j (1 − p_j)^γ·log p_j, between 0 and 1
/// (Ma et al., "Normalized Loss Functions for Deep Learning with Noisy Labels", ICML 2020).
/// </summary>
[SparseTargetLoss]
public sealed partial class NormalizedFocalLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="gamma">γ, how strongly easy rows are weighed down; 0 is normalized cross entropy.</param>
    private static double Loss(Row row, [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double gamma = 0.5)
    {
        double target = Math.Pow(row.Complement, gamma) * row.LogProb;
        return target / (target + row.SumOthers(c => Math.Pow(1 - c.Prob, gamma) * c.LogProb));
    }
}
