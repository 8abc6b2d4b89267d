using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Dual focal loss: L = −(1 − p + p_o)^γ·log p, with p_o the largest probability of the other classes
/// (Tao et al., "Dual Focal Loss for Calibration", ICML 2023).
/// </summary>
[SparseTargetLoss]
public sealed partial class DualFocalLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="gamma">γ, how strongly rows are weighed down whose target is well ahead.</param>
    private static double Loss(Row row, [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double gamma = 5) =>
        -Math.Pow(row.Complement + Math.Exp(row.MaxOtherLogit - row.LogSumExp), gamma) * row.LogProb;
}
