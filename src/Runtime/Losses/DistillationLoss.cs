using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Distillation, −(1 − α) log p − α·Σ_j q_j log p_j: cross entropy with the target, and with the probabilities q of a teacher (Hinton et
/// al., "Distilling the Knowledge in a Neural Network", 2015). The teacher's entropy, which no gradient has, is left out.
/// </summary>
[SparseTargetLoss]
public sealed partial class DistillationLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="teacher">q, the teacher's probabilities.</param>
    /// <param name="alpha">α, the teacher's share.</param>
    private static double Loss(Row row, [PerRow] ClassVector teacher, [Range(0.0, 1.0)] double alpha = 0.5) =>
        -(1 - alpha) * row.LogProb - alpha * row.Sum(c => teacher[c] * c.LogProb);
}
