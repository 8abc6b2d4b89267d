using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Metrics: how they are read and planned, and what is refused.</summary>
public sealed class MetricTests
{
    private const string Header =
        "using System; using SparseLsr.Gen; [SparseTargetLoss] public sealed partial class TheLoss { static double Loss(Row row, double a = 1) => -a * row.LogProb; ";

    /// <summary>Further members of a loss class, the ids, and words of what is said.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "[RowMetric] static bool [|M|](Row row) => row.Prob > 0.5; }", "SLSR035", "The metric 'M' does not return a 'double'" },
        { "[RowMetric] double [|M|](Row row) => row.Prob; }", "SLSR035", "is not static; declare it 'static double Name(Row row, ...)'" },
        { "[RowMetric] static double [|M|]<T>(Row row) => row.Prob; }", "SLSR035", "is generic" },
        { "[RowMetric] static double [|M|](double a) => a; }", "SLSR035", "does not take a row first" },
        { "[RowMetric] static double [|Count|](Row row) => row.Prob; }", "SLSR035", "has the name of a member that is generated; choose another name" },
        { "[RowMetric] static double M(Row row) => row.Prob; [RowMetric] static double [|M|](Row row, double a) => a * row.Prob; }", "SLSR035", "is declared twice" },
        { "[RowMetric] static double M(Row row, double [|a|] = 2) => a * row.Prob; }", "SLSR031", "The parameter 'a' has another type, default or range here than in 'Loss'" },
        {
            "[RowMetric] static double A(Row r) => r.Prob; [RowMetric] static double B(Row r) => r.Prob; [RowMetric] static double C(Row r) => r.Prob;"
            + " [RowMetric] static double D(Row r) => r.Prob; [RowMetric] static double E(Row r) => r.Prob; [RowMetric] static double F(Row r) => r.Prob;"
            + " [RowMetric] static double G(Row r) => r.Prob; [RowMetric] static double H(Row r) => r.Prob; [RowMetric] static double [|I|](Row r) => r.Prob; }",
            "SLSR035", "is one more than the 8 that a loss can have"
        },
        { "[RowMetric] static double M(Row row) => [|Math.Round(row.Prob)|]; }", "SLSR016", "'Math.Round' cannot be differentiated" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_refused(string members, string ids, string words) => DiagnosticTests.Check(Header + members, ids, words);

    /// <summary>The kernel without metrics has nothing of what they alone need.</summary>
    [Fact]
    public void Cost_nothing_where_they_are_not_asked_for()
    {
        LossPlan plan = Plan("[RowMetric] static double M(Row row) => row.Entropy + row.Sum(c => c.Prob * c.Prob); }");
        Assert.Equal((false, 0, 0), (plan.UsesEntropy, plan.Classes.Sweeps.Count, plan.Metrics.Count));
        LossPlan withMetrics = plan.WithMetrics!;
        Assert.Equal((true, 1, 1), (withMetrics.UsesEntropy, withMetrics.Classes.LossSweeps, withMetrics.Metrics.Count));
    }

    [Fact]
    public void Parameters_of_metrics_come_last()
    {
        LossModel model = Plan(
            "[RowMetric] static double M(Row row, double b, [PerRow] double x) => b * x * row.Prob; [RowMetric] static double N(Row row, double a = 1) => a * row.Prob; }").Model;
        Assert.Equal(["x", "b", "a"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["M", "N"], model.Metrics.Select(metric => metric.Name));
    }

    private static LossPlan Plan(string members)
    {
        GeneratorRun run = GeneratorHarness.Run(Header + members);
        Assert.Empty(run.Result.Diagnostics);
        return LossPlan.Create(run.Model);
    }
}
