using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Inputs of a row: how they are read and derived, and what is refused.</summary>
public sealed class InputTests
{
    internal const string Header =
        "using System; using System.ComponentModel.DataAnnotations; using SparseLsr.Gen; [SparseTargetLoss] public sealed partial class TheLoss { ";

    /// <summary>Members of a loss class, the ids, and words of what is said.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "static double Loss(Row row, [PerRow] double [|x|] = 1) => x * row.Prob; }", "SLSR034", "The input 'x' has a default; remove it" },
        { "static double Loss([PerRow] Row [|row|]) => row.Prob; }", "SLSR034", "The input 'row' is neither a number nor a class vector" },
        {
            "static double Loss(Row row, [PerRow] ClassVector y) => [|y[row]|] * row.Prob; }", "SLSR034",
            "The input 'y' is indexed by a row; index it by a class, as in 'row.Sum(c => c.IsTarget ? y[c] : 0)'"
        },
        {
            "static double Loss(Row row, [PerRow] double a, [PerRow] double b, [PerRow] ClassVector c, [PerRow] double d, [PerRow] double [|e|]) =>"
            + " (a + b + d + e) * row.Prob + row.Sum(j => c[j] * j.Prob); }",
            "SLSR034", "The input 'e' is one more than the 4 that a row can have"
        },
        { "static double Loss(Row row, [PerRow, [|Range(0, 1)|]] double x) => x * row.Prob; }", "SLSR032", "is that of an input of each row; remove it" },
        {
            "static double Loss(Row row, double x) => [|F(x)|] * row.Prob; static double F([PerRow] double x) => x; }", "SLSR034",
            "The input 'x' is a parameter of 'F'; inputs are parameters of 'Loss' and 'Logit', which pass them on: remove [PerRow] there"
        },
        { "static double Loss(Row row, [PerRow] double [|weight|]) => weight * row.Prob; }", "SLSR012", "'weight'" },
        { "static double Loss(Row row, [PerRow] double [|targets|]) => targets * row.Prob; }", "SLSR012", "the generated 'forward'" },
        { "static double Loss(Row row, [PerRow] double [|AddInput|]) => AddInput * row.Prob; }", "SLSR012", "every loss inherits" },
        {
            "static double Logit(RowClass c, [PerRow] double s) => s * c.Logit; static double Loss(Row row, double [|s|]) => -s * row.LogProb; }",
            "SLSR031", "The parameter 's'"
        },
        { "static double [|Loss|](Row row, [PerRow] double x) => x; }", "SLSR022", "does not depend on the logits" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_refused(string members, string ids, string words) => DiagnosticTests.Check(Header + members, ids, words);

    [Theory]
    [InlineData("x * row.LogProb", "x * LogProb")]
    [InlineData("F(x, row)", "x * Prob")]
    [InlineData("row.Sum(c => y[c] * c.Prob)", "y[row] * Prob + SumOthers(y[c] * c.Prob)")]
    [InlineData("row.SumOthers(c => G(c, y) * x * c.Prob)", "SumOthers(y[c] * x * c.Prob)")]
    public void Inputs_are_read(string body, string expected)
    {
        const string Helpers = "static double F(double x, Row r) => x * r.Prob; static double G(RowClass d, ClassVector of) => of[d]; }";
        LossPlan plan = Plan($"static double Loss(Row row, [PerRow] double x, [PerRow] ClassVector y) => {body}; {Helpers}");
        Assert.EndsWith(expected, plan.Model.Loss.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x * row.LogProb", "LogProb")]
    [InlineData("Math.Exp(x) * row.Prob", "Exp(x) * Prob")]
    [InlineData("Math.Max(x, row.Prob)", "Prob < x ? 1 : x < Prob ? 0 : 0.5")]
    [InlineData("row.Prob * Row.Detach(x)", "0")]
    [InlineData("Math.Log(1 + row.SumOthers(c => Math.Exp(x) * c.Prob))", "Exp(x) * Complement / (1 + Exp(x) * Complement)")]
    [InlineData("row.SumOthers(c => x * x * c.Prob * c.Prob)", "2 * x * SumOthers(c.Prob * c.Prob)")]
    public void Derivatives_by_a_number(string body, string expected)
    {
        LossPlan plan = Plan($"static double Loss(Row row, [PerRow] double x) => {body}; }}");
        Assert.Equal(expected, Assert.Single(plan.Derivation.ByInputs).ToString());
    }

    /// <summary>Sums that nothing but a derivative by an input needs come last, in sweeps that are made for it alone.</summary>
    [Fact]
    public void Sweeps_for_inputs_come_last()
    {
        LossPlan plan = Plan("static double Loss(Row row, [PerRow] double x) => -row.LogProb + Row.Detach(row.SumOthers(c => c.Logit * c.Logit * c.Logit)) * 0 + x * row.LogSumExp; }");
        Assert.Equal((0, 0, 0), (plan.Classes.LossSweeps, plan.Classes.GradientSweeps, plan.Classes.Sweeps.Count));
        plan = Plan("static double Loss(Row row, [PerRow] double x) => row.SumOthers(c => Math.Sin(x + Row.Detach(c.Logit)) + c.Logit * c.Prob); }");
        Assert.Equal((1, 1, 2), (plan.Classes.LossSweeps, plan.Classes.GradientSweeps, plan.Classes.Sweeps.Count));
    }

    [Fact]
    public void Inputs_stand_between_vectors_and_numbers()
    {
        LossModel model = Plan(
            "static double Logit(RowClass c, [PerRow] double s, ClassVector v) => s * c.Logit + v[c];"
            + " static double Loss(Row row, double k, [PerRow] ClassVector y, [PerRow] double s) => -row.LogProb * k + row.Sum(c => y[c] * c.Prob); }").Model;
        Assert.Equal(["v", "s", "y", "k"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["s", "y"], model.Inputs.Select(parameter => parameter.Name));
    }

    internal static LossPlan Plan(string members)
    {
        GeneratorRun run = GeneratorHarness.Run(Header + members);
        Assert.Empty(run.Result.Diagnostics);
        return LossPlan.Create(run.Model);
    }
}
