using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>What the runtime may leave out for a loss with functions of a class.</summary>
public sealed class ClassFunctionTests
{
    /// <summary>Members of a loss class, and whether its rows need a softmax.</summary>
    public static TheoryData<string, bool> Softmax => new()
    {
        { "static double Loss(Row row) => row.SumOthers(c => Math.Max(0, 1 + c.Logit - row.TargetLogit));", false },
        { "static double Loss(Row row) => row.Sum(c => c.Logit * c.Logit) / row.Classes + row.Target;", false },
        { "static double Loss(Row row, [PerRow] double advantage) => row.TargetLogit;", true },
        { "static double Loss(Row row) => row.SumOthers(c => Math.Max(0, c.Prob - row.TargetLogit));", true },
        { "static double Loss(Row row) => row.SumOthers(c => c.Logit * c.Logit) * row.Prob;", true },
        { "static double Loss(Row row) => row.SumOthers(c => c.Logit * c.Logit) + row.MaxOtherLogit;", true },
        { "static double Loss(Row row) => row.SumOthers(c => c.Logit * c.Logit) + row.MeanLogit;", true },
        {
            "static double Logit(RowClass c) => 2 * c.Logit; static double Loss(Row row) => row.SumOthers(c => c.Logit * c.Logit);",
            true
        },
    };

    /// <summary>Functions of a class, and whether a product in them can be guarded after the fact.</summary>
    public static TheoryData<string, bool> Guards => new()
    {
        { "Math.Max(0, row.TargetLogit - c.Logit) * (c.Logit - row.TargetLogit)", true },
        { "Math.Exp(Math.Max(0, row.TargetLogit - c.Logit) * (c.Logit - row.TargetLogit))", true },
        { "(c.Index > 3 ? Math.Max(0, row.TargetLogit - c.Logit) * (c.Logit - row.TargetLogit) : c.Prob)", true },
        { "(Math.Max(0, row.TargetLogit - c.Logit) * (c.Logit - row.TargetLogit) < 1 ? c.Logit : 0)", false },
        { "Math.Pow(2 + Math.Max(0, row.TargetLogit - c.Logit) * (c.Logit - row.TargetLogit), c.Prob)", false },
        { "c.Prob * c.Prob", false },
    };

    [Theory, MemberData(nameof(Softmax))]
    public void Only_a_loss_of_the_logits_themselves_needs_no_softmax(string members, bool expected) =>
        Assert.Equal(expected, Plan(members).UsesSoftmax);

    [Theory, MemberData(nameof(Guards))]
    public void A_guard_can_wait_unless_something_hides_NaN(string function, bool expected) =>
        Assert.Equal(expected, Plan($"static double Loss(Row row) => row.SumOthers(c => {function});").Classes.HasDeferrableGuards);

    private static LossPlan Plan(string members) => TransformTests.Plan(members + " }");
}
