using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Label smoothing: cross entropy with the target distribution (1 − ξ)·onehot + ξ/C, that is −(1 − ξ)·log p − ξ·mean(log p_j)
/// (Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016). With a weight for each class it is PyTorch's
/// <c>cross_entropy(weight, label_smoothing)</c>: each class's share of the target distribution has that class's weight.
/// </summary>
[SparseTargetLoss]
public sealed partial class LabelSmoothingLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="weight">A weight for each class.</param>
    /// <param name="smoothing">ξ, the share of the target distribution that is spread over all classes.</param>
    private static double Loss(Row row, ClassVector weight, [Range(0, 1)] double smoothing = 0.1) =>
        -(1 - smoothing) * weight[row] * row.LogProb - smoothing / row.Classes * row.Sum(c => weight[c] * c.LogProb);
}
