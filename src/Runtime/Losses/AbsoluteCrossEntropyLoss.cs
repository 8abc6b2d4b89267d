using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Absolute cross entropy: φ₀·abs(log(φ₁·p)), the form of the losses that were found by symbolic search
/// (Raymond et al., "Learning Symbolic Model-Agnostic Loss Functions via Meta-Learning", TPAMI 45(11), 13699, 2023).
/// </summary>
[SparseTargetLoss]
public sealed partial class AbsoluteCrossEntropyLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="phi0">φ₀, the slope.</param>
    /// <param name="phi1">φ₁: the loss is least at p = 1/φ₁.</param>
    private static double Loss(
        Row row,
        double phi0 = 1,
        [Range(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)] double phi1 = 1.1) =>
        phi0 * Math.Abs(Math.Log(phi1 * row.Prob));
}
