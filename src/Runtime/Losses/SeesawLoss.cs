using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Seesaw loss, −log(p_t/(p_t + Σ_{j≠t} M_j·K_j·p_j)): M_j = min(1, n_j/n_t)^p weakens the gradient of classes that are rarer than the
/// target, K_j = max(1, p_j/max(p_t, 0.01))^q strengthens that of classes that the model takes for likelier than the target
/// (Wang et al., "Seesaw Loss for Long-Tailed Instance Segmentation", CVPR 2021). As in its code, K is a constant to the derivative.
/// </summary>
[SparseTargetLoss]
public sealed partial class SeesawLoss
{
    private const double LeastProb = 0.01;

    /// <param name="row">A row of logits and its target.</param>
    /// <param name="count">n, the number of samples of each class, at least 1.</param>
    /// <param name="p">The strength of the mitigation.</param>
    /// <param name="q">The strength of the compensation.</param>
    private static double Loss(
        Row row, ClassVector count, [Range(0.0, double.PositiveInfinity)] double p = 0.8,
        [Range(0.0, double.PositiveInfinity)] double q = 2) =>
        -row.LogProb + Math.Log(1 + row.SumOthers(c => (Mitigation(c, row, count, p) * Compensation(c, row, q) - 1) * c.Prob));

    private static double Mitigation(RowClass c, Row row, ClassVector count, double p) => Math.Pow(Math.Min(1, count[c] / count[row]), p);

    private static double Compensation(RowClass c, Row row, double q) =>
        Row.Detach(Math.Pow(Math.Max(1, c.Prob / Math.Max(row.Prob, LeastProb)), q));
}
