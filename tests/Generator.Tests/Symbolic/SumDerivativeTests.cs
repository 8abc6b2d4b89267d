using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;
using SparseLsr.Gen.Testing.Fuzz.Oracle;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

/// <summary>Derivatives of sums over classes: as they are written, and against central differences of the loss by each logit.</summary>
public sealed class SumDerivativeTests
{
    private static readonly Dictionary<string, double> s_parameters = new() { ["a"] = 0.375, ["b"] = 1.25 };

    private static readonly Expr s_squares = Prob * Prob + SumOthers(ClassProb * ClassProb);

    private static readonly Dictionary<string, Expr> s_losses = new()
    {
        ["sum of squares"] = s_squares,
        ["sum of logits"] = SumOthers(ClassLogit) - 2.0 * TargetLogit,
        ["entropy"] = SumOthers(ClassProb * ClassLogProb) + Prob * LogProb,
        ["hinge"] = SumOthers(Of(Operator.Max, 0.0, 1.0 + ClassLogit - TargetLogit)),
        ["squared hinge"] = SumOthers(Pow(Of(Operator.Max, 0.0, 1.0 + ClassLogit - TargetLogit), 2.0)),
        ["index"] = SumOthers(ClassProb * Of(Operator.Abs, ClassIndex - Target)),
        ["powers"] = SumOthers(Pow(ClassProb, B)) + SumOthers(Pow(1.5, ClassLogProb)),
        ["quotient of sums"] = SumOthers(ClassProb * ClassProb) / (1.0 + SumOthers(Exp(A * ClassLogit))),
        ["function of a sum"] = Log(1.0 + SumOthers(Pow(ClassProb / Prob, B))),
        ["choice by the class"] = SumOthers(Of(Operator.Select, Of(Operator.Less, 0.2, ClassProb), ClassProb * ClassProb, ClassLogProb * A)),
        ["choice by the row"] = SumOthers(Of(Operator.Select, Of(Operator.Less, Prob, A), ClassProb * ClassProb, ClassProb * LogProb)),
        ["the row's own statistics"] = SumOthers(ClassProb * MeanLogit * ClassLogit) + SumOthers(Of(Operator.Tanh, ClassLogit - LogSumExp) * Entropy),
        ["mean and entropy"] = s_squares * MeanLogProb + s_squares * Entropy,
        ["two levels"] = SumOthers(ClassProb * Pow(ClassProb - s_squares, 2.0)),
        ["two levels, twice"] = SumOthers(Of(Operator.Sin, ClassLogProb * s_squares)) * SumOthers(ClassProb * Exp(-s_squares)) + s_squares,
        ["three levels"] = SumOthers(Of(Operator.Sqrt, ClassProb + SumOthers(ClassProb * Pow(ClassLogit - SumOthers(ClassProb * ClassLogit), 2.0)))),
        ["a condition on a sum"] = Of(Operator.Select, Of(Operator.Less, s_squares, 0.5), SumOthers(Exp(ClassLogit)), s_squares),
        ["masked classes that count"] = SumOthers(Of(Operator.Abs, ClassProb - A * Prob)) + SumOthers(Of(Operator.Max, ClassLogit, -Prob)),
    };

    private static readonly FuzzRow[] s_rows =
    [
        new("ordinary", [0.3, -1.2, 0.9, 0.1, -0.4], 2),
        new("other", [1.3, 0.25, -0.7, 1.9, 0.6, 0.2], 1),
        new("two classes", [0.7, -0.4], 0),
        new("confident", [0.2, 9.3, -0.4, 0.7], 1),
        new("wrong", [0.2, 9.3, -0.4, 0.7], 3),
        new("masked", [0.3, double.NegativeInfinity, 0.9, 0.1], 3),
    ];

    private static readonly (Expr Expr, string ByTarget, string ByOthers, string ByClass)[] s_written =
    [
        (SumOthers(ClassLogit), "0", "0", "1"),
        (SumOthers(ClassProb * ClassProb), "-2 * Prob * SumOthers(c.Prob * c.Prob)", "-2 * Complement * SumOthers(c.Prob * c.Prob)", "2 * c.Prob * c.Prob"),
        (SumOthers(ClassLogProb), "-Prob * (Classes - 1)", "-Complement * (Classes - 1)", "1"),
        (SumOthers(ClassIndex * A), "0", "0", "0"),
    ];

    public static TheoryData<string> Losses => [.. s_losses.Keys];

    public static TheoryData<int> Written => [.. Enumerable.Range(0, s_written.Length)];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Agree_with_central_differences(string loss)
    {
        Derivation derivation = Derivation.Of(s_losses[loss], null, [], TestContext.Current.CancellationToken);
        foreach (FuzzRow row in s_rows)
        {
            // The mean of a masked row is −∞.
            double value = DerivedLoss.Declared(s_losses[loss], row, s_parameters);
            if (!double.IsFinite(value))
                continue;
            (double derived, double[] gradient) = DerivedLoss.Interpret(derivation, row, s_parameters);
            Assert.Equal(value, derived, 1e-12 * Math.Max(1, Math.Abs(value)));
            for (int j = 0; j < row.Logits.Length; j++)
            {
                double difference = Difference(s_losses[loss], row, j);
                Assert.True(
                    Math.Abs(difference - gradient[j]) <= 1e-8 * Math.Max(1, gradient.Max(Math.Abs)),
                    $"{row.Kind} row, class {j}: {gradient[j]:R}, differences {difference:R}\n{derivation}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Are_written_as_the_table_says(int row)
    {
        (Expr expr, string byTarget, string byOthers, string byClass) = s_written[row];
        Derivation derivation = Derivation.Of(expr, null, [], TestContext.Current.CancellationToken);
        Assert.Equal((byTarget, byOthers, byClass), (derivation.ByTarget.ToString(), derivation.ByOthers.ToString(), derivation.ByClass.ToString()));
    }

    /// <summary>The inner sum of two, of which the outer one is a function.</summary>
    [Fact]
    public void By_a_sum_goes_through_the_sums_that_use_it()
    {
        var simplifier = new Simplifier();
        var inner = (Operation)simplifier.Simplify(SumOthers(ClassProb * ClassLogit));
        Expr loss = simplifier.Simplify(inner * SumOthers(Of(Operator.Sin, ClassLogit + inner)));
        Assert.Equal(
            "SumOthers(Sin(c.Logit + SumOthers(c.Prob * c.Logit))) + SumOthers(c.Prob * c.Logit) * SumOthers(Cos(c.Logit + SumOthers(c.Prob * c.Logit)))",
            Differentiator.BySum(loss, inner, simplifier).ToString());
    }

    [Fact]
    public void By_the_logit_of_a_class_holds_the_sums()
    {
        var simplifier = new Simplifier();
        Expr term = simplifier.Simplify(ClassLogit * SumOthers(ClassLogit * ClassLogit));
        Assert.Equal("SumOthers(c.Logit * c.Logit)", Differentiator.ByClassLogit(term, simplifier).ToString());
    }

    private static double Difference(Expr loss, FuzzRow row, int j)
    {
        const double Step = 1e-4;
        if (double.IsNegativeInfinity(row.Logits[j]))
            return 0;
        double At(double step)
        {
            double[] moved = [.. row.Logits];
            moved[j] += step;
            return DerivedLoss.Declared(loss, row with { Logits = moved }, s_parameters);
        }
        return (8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
    }
}
