using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Inverse focal loss: L = −(1 + p)^γ·log p, which weighs up what is classified well already
/// (Wang et al., "Rethinking Calibration of Deep Neural Networks: Do Not Be Afraid of Overconfidence", NeurIPS 2021).
/// </summary>
[SparseTargetLoss]
public sealed partial class InverseFocalLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="gamma">γ, how strongly easy rows are weighed up; 0 is cross entropy.</param>
    private static double Loss(Row row, [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double gamma = 2) =>
        -Math.Pow(1 + row.Prob, gamma) * row.LogProb;
}
