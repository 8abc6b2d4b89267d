using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Finds the methods that are marked as metrics.</summary>
internal static class MetricReader
{
    /// <summary>Those that can be one, in the order of the source.</summary>
    public static IReadOnlyList<LossSignature> Read(INamedTypeSymbol lossClass, DiagnosticSink diagnostics, CancellationToken cancellation)
    {
        var metrics = new List<LossSignature>();
        foreach (IMethodSymbol method in lossClass.GetMembers().OfType<IMethodSymbol>().Where(KnownNames.IsRowMetric))
        {
            if (FindObstacle(method, metrics) is var (what, instead))
                diagnostics.Report(LossDiagnostics.UnsupportedMetric, method.Locations[0], method.Name, what, instead);
            else if (LossSignature.ReadMethod(method, isLoss: false, diagnostics, cancellation) is { } metric)
                metrics.Add(metric);
        }
        return metrics;
    }

    private static (string What, string Instead)? FindObstacle(IMethodSymbol method, List<LossSignature> metrics)
    {
        const string Declaration = "declare it 'static double Name(Row row, ...)'";
        return method switch
        {
            { Name: KnownNames.Loss or KnownNames.Logit } => ("is the loss itself, or its transform", "remove [RowMetric]"),
            { Name: KnownNames.Count or KnownNames.Metrics } => ("has the name of a member that is generated", "choose another name"),
            { IsStatic: false } => ("is not static", Declaration),
            { IsGenericMethod: true } => ("is generic", Declaration),
            { ReturnType.SpecialType: not SpecialType.System_Double } or { RefKind: not RefKind.None } =>
                ("does not return a 'double'", Declaration),
            _ when method.Parameters.Length == 0 || !KnownNames.IsRow(method.Parameters[0].Type) =>
                ("does not take a row first", Declaration),
            _ when metrics.Any(other => other.Method.Name == method.Name) => ("is declared twice", "rename one of them"),
            _ when metrics.Count == LossModel.MostMetrics =>
                ($"is one more than the {LossModel.MostMetrics} that a loss can have", "remove it, or compute it of others"),
            _ => null,
        };
    }
}
