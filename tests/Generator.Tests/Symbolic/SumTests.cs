using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

/// <summary>What is known of sums over the other classes, and how they are rewritten.</summary>
public sealed class SumTests
{
    private static readonly Expr s_squares = SumOthers(ClassProb * ClassProb);

    /// <summary>What is rewritten, and to what.</summary>
    private static readonly (Expr Expr, string Expected)[] s_rewrites =
    [
        (SumOthers(ClassProb), "Complement"),
        (SumOthers(0.0), "0"),
        (SumOthers(1.0), "Classes - 1"),
        (SumOthers(A), "a * (Classes - 1)"),
        (SumOthers(Prob * A), "Prob * a * (Classes - 1)"),
        (SumOthers(-ClassProb), "-Complement"),
        (SumOthers(A * ClassProb), "a * Complement"),
        (SumOthers(A * ClassProb * ClassProb * B), "a * b * SumOthers(c.Prob * c.Prob)"),
        (SumOthers(-(A * ClassLogit)), "-a * SumOthers(c.Logit)"),
        (SumOthers(ClassLogit / A), "SumOthers(c.Logit) / a"),
        (SumOthers(ClassProb / LogSumExp), "Complement / LogSumExp"),
        (SumOthers(A / ClassLogit), "a * SumOthers(1 / c.Logit)"),
        (SumOthers(ClassProb * s_squares), "SumOthers(c.Prob * c.Prob) * Complement"),
        (SumOthers(Of(Operator.Select, 0.0, A, ClassProb)), "Complement"),
        (SumOthers(Log(ClassProb)), "SumOthers(c.LogProb)"),
        (SumOthers(Exp(ClassLogProb)), "Complement"),
        (SumOthers(Pow(ClassProb, A)), "SumOthers(Exp(a * c.LogProb))"),
        (s_squares - s_squares, "0"),
        (SumOthers(2.0 * ClassProb * ClassProb) / s_squares, "2"),
    ];

    /// <summary>What is left as it is.</summary>
    private static readonly (Expr Expr, string Expected)[] s_kept =
    [
        (SumOthers(1.0 / ClassLogit), "SumOthers(1 / c.Logit)"),
        (SumOthers(ClassLogit), "SumOthers(c.Logit)"),
        (SumOthers(ClassIndex * ClassProb), "SumOthers(c.Index * c.Prob)"),
        (SumOthers(Of(Operator.Max, 0.0, ClassLogit - A)), "SumOthers(Max(0, c.Logit - a))"),
        (SumOthers(ClassProb + A), "SumOthers(c.Prob + a)"),
    ];

    private static readonly (Expr Expr, double Low, double High, ExactSign Sign)[] s_bounds =
    [
        (s_squares, 0, double.PositiveInfinity, ExactSign.Positive),
        (SumOthers(ClassLogProb), double.NegativeInfinity, 0, ExactSign.Negative),
        (SumOthers(ClassLogit), double.NegativeInfinity, double.PositiveInfinity, ExactSign.Unknown),
        (SumOthers(Of(Operator.Max, 0.0, ClassLogit)), 0, double.PositiveInfinity, ExactSign.Unknown),
        (SumOthers(ClassIndex * ClassProb), 0, double.PositiveInfinity, ExactSign.Unknown),
        (SumOthers(-Exp(ClassLogit)), double.NegativeInfinity, 0, ExactSign.Negative),
    ];

    public static TheoryData<int> Rewrites => [.. Enumerable.Range(0, s_rewrites.Length)];

    public static TheoryData<int> Kept => [.. Enumerable.Range(0, s_kept.Length)];

    public static TheoryData<int> Bounds => [.. Enumerable.Range(0, s_bounds.Length)];

    [Theory]
    [MemberData(nameof(Rewrites))]
    public void Is_rewritten(int row) => Assert.Equal(s_rewrites[row].Expected, new Simplifier().Simplify(s_rewrites[row].Expr).ToString());

    [Theory]
    [MemberData(nameof(Kept))]
    public void Is_kept(int row) => Assert.Equal(s_kept[row].Expected, new Simplifier().Simplify(s_kept[row].Expr).ToString());

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Has_bounds_and_a_sign(int row)
    {
        (Expr expr, double low, double high, ExactSign sign) = s_bounds[row];
        ValueRange range = new NodeAnalysis<ValueRange>(ValueRange.Of).Of(expr);
        Assert.Equal((low, high), (range.Low, range.High));
        Assert.Equal(sign, new NodeAnalysis<ExactSign>(ExactSigns.Of).Of(expr));
    }

    [Fact]
    public void Only_what_stands_outside_of_a_sum_depends_on_the_class()
    {
        var dependence = new ClassDependence();
        Assert.False(dependence.Of(s_squares));
        Assert.False(dependence.Of(Prob * Target));
        Assert.True(dependence.Of(ClassIndex + s_squares));
    }

    /// <summary>Classes with the logits 1, −∞ and 2, which a term can tell apart.</summary>
    [Fact]
    public void Is_evaluated_class_by_class_and_a_masked_class_adds_nothing_that_is_NaN()
    {
        Func<RowStatistic, double>[] others =
        [
            .. ((double[])[1, double.NegativeInfinity, 2]).Select(logit => (Func<RowStatistic, double>)(
                kind => kind == RowStatistic.ClassLogit ? logit : kind == RowStatistic.ClassProb ? Math.Exp(logit) : 10)),
        ];
        double Value(Expr expr) => Interpreter.Evaluate(expr, _ => 3, _ => 10, others);
        Assert.Equal(Math.E + Math.Exp(2), Value(SumOthers(ClassProb)), 1e-14);
        Assert.Equal(Math.E + 2 * Math.Exp(2), Value(SumOthers(ClassProb * ClassLogit)), 1e-14);
        // 0·(−∞) is NaN, and so is what it is added to.
        Assert.Equal(Math.E + 2 * Math.Exp(2) + 6, Value(SumOthers(ClassProb * ClassLogit + A)), 1e-14);
        Assert.Equal(1 + 2 - 3, Value(SumOthers(Of(Operator.Max, ClassLogit, -A))), 1e-14);
        Assert.Equal(double.NegativeInfinity, Value(SumOthers(ClassLogit)));
        // 10 from the row, 3 for each class.
        Assert.Equal(39, Value(Prob + SumOthers(Prob) - 1.0));
        Assert.Equal(3 * (Math.E + Math.Exp(2)) * 10, Value(SumOthers(SumOthers(ClassProb) * Prob)), 1e-12);
    }
}
