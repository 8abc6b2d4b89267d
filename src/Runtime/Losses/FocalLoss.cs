using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Focal loss: −(1 − p)^γ·log p, which weighs down what is classified well already
/// (Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017).
/// </summary>
[SparseTargetLoss]
public sealed partial class FocalLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="gamma">γ, how strongly easy rows are weighed down; 0 is cross entropy.</param>
    private static double Loss(Row row, [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double gamma = 2) =>
        -Math.Pow(1 - row.Prob, gamma) * row.LogProb;
}
