using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Sparse label smoothing as the published code computes it, to reproduce results made with it:
/// −(1 − ξ + ξ/C)·log p + ξ(C − 1)/C·log(max(1 − p, 10⁻⁷)/(C − 1)).
/// </summary>
/// <remarks>
/// The second term's sign differs from the publication's equations, so that the loss rewards p → 1 without bound, down to the clamp,
/// past which that term has no gradient. For training use <see cref="SparseLsrLoss"/>.
/// </remarks>
[SparseTargetLoss]
public sealed partial class PublishedSparseLsrLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="smoothing">ξ, the share of the target distribution that is spread over all classes.</param>
    private static double Loss(Row row, [Range(0, 1)] double smoothing = 0.1) =>
        -(1 - smoothing + smoothing / row.Classes) * row.LogProb
        + smoothing * (row.Classes - 1) / row.Classes * Math.Log(Math.Max(row.Complement, 1e-7) / (row.Classes - 1));
}
