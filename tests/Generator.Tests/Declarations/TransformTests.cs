using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>The method <c>Logit</c>: what it stands for, and what is refused in it.</summary>
public sealed class TransformTests
{
    private const string Header = "using System; using SparseLsr.Gen; [SparseTargetLoss] public sealed partial class TheLoss { ";
    private const string Loss = " static double Loss(Row row) => -row.LogProb; }";

    /// <summary>Members of a loss class, the ids, and words of what is said.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "double [|Logit|](RowClass c) => c.Logit;" + Loss, "SLSR030", "The method 'Logit' is not static" },
        { "static double [|Logit|]<T>(RowClass c) => c.Logit;" + Loss, "SLSR030", "is generic" },
        { "static float [|Logit|](RowClass c) => (float)c.Logit;" + Loss, "SLSR030", "does not return a 'double'" },
        { "static double [|Logit|](double s) => s;" + Loss, "SLSR030", "declare it 'private static double Logit(RowClass c, ...)'" },
        { "static double [|Logit|](RowClass c, double s) => s;" + Loss, "SLSR030", "does not depend on the logit; use 'c.Logit'" },
        { "static double Logit(RowClass c) => [|c.Prob|] * c.Logit;" + Loss, "SLSR030", "uses 'c.Prob', which follows from what it returns" },
        { "static double Logit(RowClass c) => c.Logit + [|c.LogProb|];" + Loss, "SLSR030", "use 'c.Logit', 'c.IsTarget' and 'c.Index'" },
        {
            "static double Logit(RowClass c) => c.Logit; static double [|Logit|](RowClass c, double s) => c.Logit;" + Loss, "SLSR030",
            "is declared twice"
        },
        {
            "static double Logit(RowClass c, double s = 1) => s * c.Logit; static double Loss(Row row, double [|s|] = 2) => -s * row.LogProb; }",
            "SLSR031", "The parameter 's' has another type, default or range here than in 'Logit'"
        },
        { "static double Logit(RowClass c) { [|for|] (;;) { } }" + Loss, "SLSR013", "A loop" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_refused(string members, string ids, string words) => DiagnosticTests.Check(Header + members, ids, words);

    [Fact]
    public void The_target_and_the_others_are_told_apart()
    {
        LossPlan plan = Plan("static double Logit(RowClass c, double s = 64, double m = 0.5) => s * (c.IsTarget ? c.Logit - m : c.Logit);" + Loss);
        Assert.Equal("s * c.Logit", Value(plan.Transform!.OfOther, 0));
        Assert.Equal("s", Value(plan.Transform.OfOther, 1));
        Assert.Equal("MultiplyNoNan(s, TargetLogit - m)", plan.Transform.OfTarget.ToString());
        Assert.Equal("s", plan.Transform.TargetSlope.ToString());
    }

    [Fact]
    public void Parameters_of_the_transform_come_first_and_those_of_one_name_are_one()
    {
        LossModel model = Plan(
            "static double Logit(RowClass c, double s, double t = 2) => s * c.Logit + t;"
            + " static double Loss(Row row, double u, double s, double v = 3) => -s * row.LogProb + u * v; }").Model;
        Assert.Equal(["s", "u", "t", "v"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["s", "t"], model.TransformArguments);
        Assert.Equal(["u", "s", "v"], model.LossArguments);
    }

    internal static LossPlan Plan(string members)
    {
        GeneratorRun run = GeneratorHarness.Run(Header + members);
        Assert.Empty(run.Result.Diagnostics);
        return LossPlan.Create(run.Model);
    }

    /// <summary>A value of a function of a class, with what it reads of the row written out.</summary>
    private static string Value(ClassFunction function, int index) =>
        function.Values[index].Replace(node => node is RowScalar scalar ? function.Scalars[scalar.Index] : null).ToString();
}
