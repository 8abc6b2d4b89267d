using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// The multi-class margin loss of torch: L = (1/C)·Σ_{j≠t} max(0, margin − z_t + z_j)^p, of the logits themselves
/// (Crammer and Singer, "On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines", JMLR 2001, sum form).
/// </summary>
[SparseTargetLoss]
public sealed partial class MultiMarginLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="p">The exponent; torch has 1 and 2.</param>
    /// <param name="margin">By how much the target's logit is to exceed each other one.</param>
    private static double Loss(Row row, [Range(1, double.PositiveInfinity, MaximumIsExclusive = true)] double p = 1, double margin = 1) =>
        row.SumOthers(c => Math.Pow(Math.Max(0, margin + c.Logit - row.TargetLogit), p)) / row.Classes;
}
