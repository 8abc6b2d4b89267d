using System.Collections.Concurrent;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The exact losses and gradients of the ready-made losses, computed once for all engines.</summary>
internal static class ExactTable
{
    private static readonly Expr s_others = new Operation(Operator.SumOthers, RowStatistic.ClassLogProb);
    private static readonly ConcurrentDictionary<string, ExactLoss> s_losses = new();
    private static readonly ConcurrentDictionary<(string, RowCase), Lazy<ExactResult>> s_results = new();

    public static ExactResult Result(LossCase loss, RowCase row) =>
        s_results.GetOrAdd((loss.Name, row), _ => new Lazy<ExactResult>(() => Evaluate(loss, row))).Value;

    /// <summary>The same, not kept.</summary>
    public static ExactResult Evaluate(LossCase loss, RowCase row) =>
        s_losses.GetOrAdd(loss.Name, _ => Declared(loss)).Evaluate(row.Exact);

    private static ExactLoss Declared(LossCase loss) => new(ShippedLosses.Plan(loss.Loss).Model.Loss.Rewrite(WithMean), loss.Parameters);

    /// <summary>log p + Σ′ log p_j, a sum over all classes, as C times the mean: exact arithmetic knows the statistics alone.</summary>
    private static Expr WithMean(Expr node) =>
        node is Operation { Operator: Operator.Add } sum && sum.Operands.Contains(s_others) && sum.Operands.Contains(RowStatistic.LogProb)
            ? (Expr)RowStatistic.Classes * RowStatistic.MeanLogProb
            : node;
}
