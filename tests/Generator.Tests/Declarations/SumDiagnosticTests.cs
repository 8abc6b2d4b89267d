using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>What is refused in sums over classes: the very place that is named, and words of what is said.</summary>
public sealed class SumDiagnosticTests
{
    /// <summary>Bodies of a loss with parameters a and b.</summary>
    public static TheoryData<string, string, string> Bodies => new()
    {
        // Sums within sums.
        {
            "=> row.Sum(c => c.Prob * [|row.Sum(d => d.Prob * d.Prob)|]);", "SLSR029",
            "The sum 'row.Sum' stands within another sum; sums are not nested; compute it before, in a local, if it is the same for every class"
        },
        { "=> row.SumOthers(c => [|row.SumOthers(d => d.Prob * c.Prob)|]);", "SLSR029", "'row.SumOthers' stands within another sum" },
        { "=> row.Sum(c => c.Prob * F(row)); static double F(Row r) => [|r.Sum(d => d.Prob * d.Prob)|];", "SLSR029", "stands within another sum" },
        { "=> row.Sum(c => { double s = [|row.Sum(d => d.Prob)|]; return s * c.Prob; });", "SLSR029", "stands within another sum" },
        { "=> row.Sum(c => c.Prob) + row.Sum(c => [|row.Sum(d => d.Prob)|]) + row.Sum(c => c.Logit);", "SLSR029", "stands within another sum" },

        // No lambda.
        { "=> [|row.Sum(F)|]; static double F(RowClass c) => c.Prob;", "SLSR029", "The sum 'row.Sum' has no lambda; write 'row.Sum(c => ...)'" },
        { "=> [|row.SumOthers(F)|]; static readonly Func<RowClass, double> F = c => c.Prob;", "SLSR029", "write 'row.SumOthers(c => ...)'" },
        { "=> [|row.Sum(a < b ? c => c.Prob : c => c.Logit)|];", "SLSR029", "has no lambda" },
        { "=> [|row.Sum(null!)|] + row.Prob;", "SLSR029", "has no lambda" },
        { "{ Func<RowClass, double> [|f|] = c => c.Prob; return row.Sum(f); }", "SLSR019", "make it a static method of 'TheLoss'" },

        // The same for every class.
        { "=> [|row.Sum(c => 1)|] * row.Prob;", "SLSR029", "The sum 'row.Sum' adds up what is the same for every class; multiply it by 'row.Classes', or use the class 'c'" },
        { "=> [|row.Sum(c => a)|] * row.Prob;", "SLSR029", "multiply it by 'row.Classes'" },
        { "=> [|row.SumOthers(c => row.Prob * a)|];", "SLSR029", "multiply it by '(row.Classes - 1)'" },
        { "{ double s = row.Sum(c => c.Prob * c.Prob); return [|row.Sum(c => s)|]; }", "SLSR029", "the same for every class" },
        { "=> [|row.Sum(c => false ? c.Prob : a)|] + row.Prob;", "SLSR029", "the same for every class" },

        // Assignments to what is declared outside of the lambda.
        { "{ double s = 0; return row.Sum(c => { [|s = c.Prob|]; return s; }); }", "SLSR013", "An assignment to a variable outside of the sum" },
        { "{ double s = 0; return row.Sum(c => { [|s += c.Prob|]; return s * c.Prob; }); }", "SLSR013", "declare the local within it" },
        { "=> row.Sum(c => { if (c.Prob > 0.5) { [|a = c.Prob|]; } return a * c.Prob; });", "SLSR013", "outside of the sum" },
        { "{ bool k = false; return row.Sum(c => { [|k = true|]; return k ? c.Prob : 0; }); }", "SLSR013", "outside of the sum" },
        { "{ double s = 0; return row.Sum(c => { [|s++|]; return s * c.Prob; }); }", "SLSR013", "outside of the sum" },
        { "{ double s = 0, t = 0; return row.Sum(c => { [|(s, t) = (1, 2)|]; return s * c.Prob; }); }", "SLSR013", "each local in a separate statement" },
        { "=> row.Sum(c => { [|row = default|]; return c.Prob; });", "SLSR013", "outside of the sum" },
        { "{ [|row.Sum(c => c.Prob)|]; return row.Prob; }", "SLSR013", "A call whose value is not used" },

        // The class itself.
        { "=> row.Sum(c => { RowClass [|d|] = c; return d.Prob; });", "SLSR021", "A class can only be read for its properties and passed to static methods of 'TheLoss'; use the parameter instead of a local" },
        { "=> row.Sum(c => { var [|d|] = c; return d.Prob * c.Prob; });", "SLSR021", "use the parameter instead of a local" },
        { "=> row.Sum(c => [|(object)c|] == [|null|] ? c.Prob : 1);", "SLSR021 SLSR019", "it cannot be converted" },
        { "=> row.Sum(c => { [|c = default|]; return c.Prob; });", "SLSR021", "it cannot be assigned to" },
        { "=> row.Sum(c => [|default(RowClass)|].Prob * c.Prob);", "SLSR021", "the parameter of the lambda is the only one" },
        { "=> row.Sum(c => F([|default|]) * c.Prob); static double F(RowClass d) => d.Prob;", "SLSR021", "the parameter of the lambda is the only one" },
        { "=> row.Prob + F([|new RowClass()|]); static double F(RowClass d) => d.Prob;", "SLSR021", "the parameter of the lambda is the only one" },
        { "=> [|Row.From(default, 0)|].Sum(c => c.Prob);", "SLSR021", "the parameter is the only row" },
        { "=> row.Sum(c => { Row [|r|] = row; return r.Prob * c.Prob; });", "SLSR021", "The row can only be read for its statistics" },

        // Members that there are not.
        {
            "=> row.Sum(c => [|c.Softmax|]);", "SLSR018",
            "'Softmax' is not a member of 'RowClass'; a loss can use its parameters, constants and the properties of a class (c.Logit, c.LogProb, c.Prob, c.IsTarget, c.Index)"
        },
        { "=> row.Sum(c => Math.Exp([|c.Score|]) * a);", "SLSR018", "'Score' is not a member of 'RowClass'" },
        { "=> row.Sum(c => c.Prob * [|row.MaxLogit|]);", "SLSR018", "'MaxLogit' is not a member of 'Row'; a loss can use its parameters, constants and the statistics of the row (" },
        { "=> [|row.SumAll|](c => c.Prob);", "SLSR018", "'SumAll' is not a member of 'Row'" },
        { "=> row.Sum(c => c.Prob * [|c.GetHashCode()|]);", "SLSR016", "GetHashCode" },

        // What a loss cannot do, a lambda cannot either.
        { "=> row.Sum(c => { double s = 0; [|for|] (int i = 0; i < 3; i++) s += c.Prob; return s * c.Prob; });", "SLSR013", "write its terms out" },
        { "=> row.Sum(c => { [|while|] (a < 1) { } return c.Prob; });", "SLSR013", "A loop" },
        { "=> row.Sum(c => { return F(c.Prob); [|static|] double F(double x) => x; });", "SLSR013", "A local function" },
        { "=> row.Sum(c => { int [|n|] = 2; return n * c.Prob; });", "SLSR019", "declare it 'double n'" },
        { "=> row.Sum(c => [|MathF.Exp((float)c.Logit)|]);", "SLSR017", "write 'Math.Exp'" },
        { "=> row.Sum(c => [|MathF.Exp(c.Logit)|]);", "SLSR017", "'MathF.Exp' computes in single precision; write 'Math.Exp'" },
        { "=> row.Sum(c => [|c.Prob % 2|]);", "SLSR015", "'%'" },
        { "=> row.Sum(c => c.Logit * (1 + [|1 / 2|]));", "SLSR023", "write '1.0 / 2'" },
        { "=> row.Sum(c => c.IsTarget ? c.Prob : [|throw new Exception()|]);", "SLSR014", "a value for every row" },
        { "=> row.Sum(c => [|F(c, 1)|]); static double F(RowClass c, int n) => c.Prob;", "SLSR016", "takes 'Row', 'RowClass', 'ClassVector', 'double' and 'bool' by value" },
        { "=> row.Sum(c => [|F(in c)|]); static double F(in RowClass c) => c.Prob;", "SLSR016", "by value" },
        { "=> row.Sum(c => F(c)); static double F(RowClass c) => c.Prob > 1 ? [|F(c)|] : c.Prob;", "SLSR020", "'F' calls itself" },
    };

    /// <summary>At the method's name: it shows only once the whole is derived.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(3, false)]
    public void Levels_of_sums_are_limited(int levels, bool isRefused)
    {
        string sums = string.Concat(Enumerable.Range(1, levels - 1).Select(i => $"double s{i} = row.Sum(c => Math.Sqrt(c.Prob * c.Prob + s{i - 1})); "));
        string declaration = Declare($"{{ double s0 = row.Sum(c => c.Prob * c.Prob); {sums}return s{levels - 1}; }}");
        if (isRefused)
            DiagnosticTests.Check(declaration.Replace(" Loss(", " [|Loss|]("), "SLSR029", "take more than 4 sweeps");
        else
            Assert.Empty(GeneratorHarness.Run(declaration).Result.Diagnostics);
    }

    [Fact]
    public void A_sum_with_twenty_values_of_the_row_is_refused()
    {
        string values = string.Join(" + ", Enumerable.Range(1, 20).Select(i => $"Math.Sin({i} * c.Prob + {i} * row.Prob)"));
        DiagnosticTests.Check(
            Declare($"=> row.SumOthers(c => {values});").Replace(" Loss(", " [|Loss|]("), "SLSR029", "uses more than 16 values of the row; use fewer sums");
    }

    [Theory, MemberData(nameof(Bodies))]
    public void Body_is_refused(string body, string ids, string words) => DiagnosticTests.Check(Declare(body), ids, words);
}
