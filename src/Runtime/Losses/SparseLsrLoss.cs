using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Sparse label smoothing regularization: −(1 − ξ + ξ/C)·log p − ξ(C − 1)/C·log((1 − p)/(C − 1)), which assumes that the
/// other classes share what the target leaves evenly (Raymond et al., "Learning Symbolic Model-Agnostic Loss Functions via
/// Meta-Learning", TPAMI 45(11), 13699, 2023).
/// </summary>
/// <remarks>
/// It follows the publication's equations. The published code has the second term's sign turned; see <see cref="PublishedSparseLsrLoss"/>.
/// </remarks>
[SparseTargetLoss]
public sealed partial class SparseLsrLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="smoothing">ξ, the share of the target distribution that is spread over all classes.</param>
    private static double Loss(Row row, [Range(0, 1)] double smoothing = 0.1) =>
        -(1 - smoothing + smoothing / row.Classes) * row.LogProb
        - smoothing * (row.Classes - 1) / row.Classes * Math.Log((1 - row.Prob) / (row.Classes - 1));
}
