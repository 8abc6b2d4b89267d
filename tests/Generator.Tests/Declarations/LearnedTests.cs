using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Learned numbers: how they are read and derived, and what is refused.</summary>
public sealed class LearnedTests
{
    /// <summary>Members of a loss class, the ids, and words of what is said.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        {
            "static double Loss(Row row, [Learned] ClassVector [|b|]) => b[row] * row.Prob; }", "SLSR036",
            "The parameter 'b' is a class vector; only numbers are learned: remove [Learned]"
        },
        {
            "static double Loss(Row row, [PerRow, Learned] double [|x|]) => x * row.Prob; }", "SLSR036",
            "The parameter 'x' is an input of each row and learned; remove one of [PerRow] and [Learned]"
        },
        { "static double Loss([Learned] Row [|row|]) => row.Prob; }", "SLSR036", "The parameter 'row' is not a number; remove [Learned]" },
        {
            "static double Loss(Row row, double x) => [|F(x)|] * row.Prob; static double F([Learned] double x) => x; }", "SLSR036",
            "The parameter 'x' is one of 'F'; learned parameters are those of 'Loss' and 'Logit', which pass them on: remove [Learned] there"
        },
        {
            "static double Loss(Row row, [PerRow] double a, [PerRow] double b, [Learned] double c, [Learned] double d, [Learned] double [|e|]) =>"
            + " (a + b + c + d + e) * row.Prob; }",
            "SLSR036", "The parameter 'e' is one more than the 4 numbers that a kernel has, learned ones and inputs of a row together"
        },
        { "static double Loss(Row row, [Learned, [|Range(0.0, 1.0)|]] double x = 2) => x * row.Prob; }", "SLSR032", "without its default 2" },
        {
            "static double Logit(RowClass c, [Learned] double s = 1) => s * c.Logit; static double Loss(Row row, double [|s|] = 1) => -s * row.LogProb; }",
            "SLSR031", "The parameter 's'"
        },
        { "static double [|Loss|](Row row, [Learned] double x) => x; }", "SLSR022", "does not depend on the logits" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_refused(string members, string ids, string words) => DiagnosticTests.Check(InputTests.Header + members, ids, words);

    /// <summary>They come after the inputs of a row, and a range says nothing of their sign.</summary>
    [Fact]
    public void A_kernel_has_them_as_numbers_of_a_row()
    {
        LossPlan plan = InputTests.Plan("static double Loss(Row row, [Range(1.0, 2.0), Learned] double a, [PerRow] double x) => -Math.Abs(a) * x * row.LogProb; }");
        Assert.Equal(["x", "a"], plan.Model.RowInputs.Select(number => number.Name));
        Assert.Equal(["-Abs(a) * LogProb", "-Sign(a) * x * LogProb"], plan.Derivation.ByInputs.Select(derivative => derivative.ToString()));
        Assert.Equal(["x"], plan.Model.Inputs.Select(input => input.Name));
    }
}
