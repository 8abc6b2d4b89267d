using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy and a penalty of logits that lie more than a margin below the largest one:
/// L = −log p + (α/C)·Σ_j max(0, max_k z_k − z_j − margin)
/// (Liu et al., "The Devil is in the Margin: Margin-based Label Smoothing for Network Calibration", CVPR 2022).
/// </summary>
[SparseTargetLoss]
public sealed partial class MarginLabelSmoothingLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="margin">How far below the largest logit another one costs nothing.</param>
    /// <param name="alpha">α, the weight of the penalty.</param>
    private static double Loss(
        Row row, [Range(0, double.PositiveInfinity, MaximumIsExclusive = true)] double margin = 10, double alpha = 0.1)
    {
        double largest = Math.Max(row.TargetLogit, row.MaxOtherLogit);
        return -row.LogProb + alpha / row.Classes * row.Sum(c => Math.Max(0, largest - c.Logit - margin));
    }
}
