using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// The multi-class margin loss of torch: L = (1/C)·Σ_{j≠t} v_j^p with v_j = max(0, margin − z_t + z_j), of the logits themselves, for
/// p = 1 and 2; between them (2 − p)·v + (p − 1)·v², which is quicker than a power
/// (Crammer and Singer, "On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines", JMLR 2001, sum form).
/// </summary>
[SparseTargetLoss]
public sealed partial class MultiMarginLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="p">1 for the violations of the margin, 2 for their squares; torch has no others.</param>
    /// <param name="margin">By how much the target's logit is to exceed each other one.</param>
    private static double Loss(Row row, [Range(1, 2)] double p = 1, double margin = 1) => row.SumOthers(c =>
    {
        double violation = Math.Max(0, margin + c.Logit - row.TargetLogit);
        return violation * (2 - p + (p - 1) * violation);
    }) / row.Classes;
}
