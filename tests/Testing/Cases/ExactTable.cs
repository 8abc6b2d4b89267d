using System.Collections.Concurrent;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The exact losses and gradients of the ready-made losses, computed once for all engines.</summary>
internal static class ExactTable
{
    private static readonly ConcurrentDictionary<string, ExactLoss> _losses = new();
    private static readonly ConcurrentDictionary<(string, RowCase), Lazy<ExactResult>> _results = new();

    public static ExactResult Result(LossCase loss, RowCase row) =>
        _results.GetOrAdd((loss.Name, row), _ => new Lazy<ExactResult>(() => Evaluate(loss, row))).Value;

    /// <summary>The same, not kept.</summary>
    public static ExactResult Evaluate(LossCase loss, RowCase row) =>
        _losses.GetOrAdd(loss.Name, _ => Declared(loss)).Evaluate(row.Exact);

    private static ExactLoss Declared(LossCase loss) => new(ShippedLosses.Plan(loss.Loss).Model.Loss, loss.Parameters);
}
