using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Class vectors: how they are read, and what is refused.</summary>
public sealed class ClassVectorTests
{
    private const string Header =
        "using System; using System.ComponentModel.DataAnnotations; using SparseLsr.Gen; [SparseTargetLoss] public sealed partial class TheLoss { ";

    /// <summary>Members of a loss class, the ids, and words of what is said.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        {
            "static double Loss(Row row, ClassVector v) => [|(object)v|] == [|null|] ? 1 : row.Prob; }", "SLSR021 SLSR019",
            "A class vector can only be indexed and passed to static methods of 'TheLoss'"
        },
        { "static double Loss(Row row, ClassVector v) { var [|w|] = v; return w[row] * row.Prob; } }", "SLSR021", "use the parameter instead of a local" },
        { "static double Loss(Row row, ClassVector v) { [|v = default|]; return v[row] * row.Prob; } }", "SLSR021", "it cannot be assigned to" },
        {
            "static double Loss(Row row, ClassVector v) => F([|default|], row) * row.Prob; static double F(ClassVector v, Row row) => v[row]; }",
            "SLSR021", "the parameters are the only ones"
        },
        { "static double Loss(Row row, ClassVector v) => v[[|default(RowClass)|]] * row.Prob; }", "SLSR021", "the parameter is the only one" },
        { "static double Loss(Row row, ClassVector v) => [|default(ClassVector)|][row] * row.Prob; }", "SLSR021", "the parameters are the only ones" },
        { "static double Loss(Row row, ClassVector [|v|] = default) => v[row] * row.Prob; }", "SLSR011", "'v' is a class vector with a default" },
        { "static double Loss(Row row, in ClassVector [|v|]) => row.Prob; }", "SLSR011", "'v' is passed by 'in'" },
        { "static double Loss(Row row, [[|Range(0, 1)|]] ClassVector v) => v[row] * row.Prob; }", "SLSR032", "is that of a class vector; remove it" },
        { "static double Loss(Row row, double [|weight|]) => weight * row.Prob; }", "SLSR012", "'weight'" },
        {
            "static double Loss(Row row, ClassVector a, ClassVector b, ClassVector c, ClassVector d, ClassVector [|e|]) => row.Prob * e[row]; }",
            "SLSR011", "'e' is one class vector more than the 4 that a kernel has"
        },
        {
            "static double Logit(RowClass c, ClassVector s) => s[c] * c.Logit; static double Loss(Row row, double [|s|] = 2) => -s * row.LogProb; }",
            "SLSR031", "The parameter 's' has another type, default or range here than in 'Logit'"
        },
        { "static double Loss(Row row, ClassVector v) => row.Prob + [|row.Sum(c => v[row])|]; }", "SLSR029", "the same for every class" },
        { "static double [|Loss|](Row row, ClassVector v) => v[row]; }", "SLSR022", "does not depend on the logits" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_refused(string members, string ids, string words) => DiagnosticTests.Check(Header + members, ids, words);

    [Theory]
    [InlineData("row.SumOthers(c => v[c] * c.Prob)", "SumOthers(v[c] * c.Prob)")]
    [InlineData("row.Sum(c => v[c] * c.Prob)", "v[row] * Prob + SumOthers(v[c] * c.Prob)")]
    [InlineData("v[row] * row.LogProb", "v[row] * LogProb")]
    [InlineData("row.SumOthers(c => v[c] * v[row] * c.Prob)", "SumOthers(v[c] * v[row] * c.Prob)")]
    [InlineData("F(row, v) * row.Prob", "v[row] * Prob")]
    [InlineData("row.SumOthers(c => G(c, v) * c.Prob)", "SumOthers(v[c] * c.Prob)")]
    public void Elements_are_read(string body, string expected)
    {
        const string Helpers = "static double F(Row r, ClassVector of) => of[r]; static double G(RowClass d, ClassVector of) => of[d]; }";
        Assert.Equal(expected, Plan($"static double Loss(Row row, ClassVector v) => {body}; {Helpers}").Model.Loss.ToString());
    }

    [Fact]
    public void Vectors_come_before_numbers()
    {
        LossModel model = Plan(
            "static double Logit(RowClass c, double s, ClassVector v) => s * c.Logit + v[c];"
            + " static double Loss(Row row, ClassVector u, double t, ClassVector v, double w = 3) => -u[row] * row.LogProb + t * w; }").Model;
        Assert.Equal(["v", "u", "s", "t", "w"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["v", "u"], model.ClassVectors.Select(parameter => parameter.Name));
    }

    private static LossPlan Plan(string members)
    {
        GeneratorRun run = GeneratorHarness.Run(Header + members);
        Assert.Empty(run.Result.Diagnostics);
        return LossPlan.Create(run.Model);
    }
}
