using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// The asymmetric loss for one label: L = −Σ_j y_j·w_j·log p_j with the smoothed label y, w_t = (1 − p)^γ₊ and w_j = p_j^γ₋
/// (Ridnik et al., "Asymmetric Loss For Multi-Label Classification", ICCV 2021; the form for one label of the published code).
/// </summary>
[SparseTargetLoss]
public sealed partial class AsymmetricLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="gamma_positive">γ₊, how strongly a well classified target is weighed down.</param>
    /// <param name="gamma_negative">γ₋, how strongly improbable other classes are.</param>
    /// <param name="smoothing">What the label has on all classes together.</param>
    private static double Loss(
        Row row,
        [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double gamma_positive = 0,
        [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double gamma_negative = 4,
        [Range(0, 1)] double smoothing = 0.1)
    {
        double share = smoothing / row.Classes;
        return -(1 - smoothing + share) * Math.Pow(row.Complement, gamma_positive) * row.LogProb
            - share * row.SumOthers(c => Math.Pow(c.Prob, gamma_negative) * c.LogProb);
    }
}
