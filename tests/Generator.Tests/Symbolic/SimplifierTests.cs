using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;
using Xunit;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

public sealed class SimplifierTests
{
    /// <summary>What is rewritten, and to what.</summary>
    private static readonly (Expr Expr, string Expected)[] s_rewrites =
    [
        // Arithmetic.
        (Number(2) + 3.0, "5"),
        (A + 0.0, "a"),
        (A * 1.0, "a"),
        (A * 0.0, "0"),
        (LogProb * 0.0, "0"),
        (A - A, "0"),
        (A + A, "2 * a"),
        (A * B - B * A, "0"),
        (-(-A), "a"),
        (-(A - B), "-a + b"),
        (A * -B, "-a * b"),
        (A / 1.0, "a"),
        (-A / B, "-a / b"),
        (A / -B, "-a / b"),
        (Number(0) / A, "0"),
        (Classes / Classes, "1"),
        (A * Classes / Classes, "a"),
        (Classes * (A / Classes), "a"),
        (Of(Operator.Sqrt, 4.0), "2"),

        // The target's probability and its complement.
        (1.0 - Prob, "Complement"),
        (2.0 - 2.0 * Prob, "2 * Complement"),
        (A - A * Prob, "a * Complement"),
        (Prob - 1.0, "-Complement"),
        (1.0 - Complement, "Prob"),
        (Prob + Complement, "1"),
        (1.0 - (1.0 - Prob), "Prob"),
        (1.0 - Exp(LogProb), "Complement"),
        (Log(Prob), "LogProb"),
        (Log(1.0 - Prob), "LogComplement"),
        (Log(Prob / (1.0 - Prob)), "LogOdds"),
        (LogProb - LogComplement, "LogOdds"),
        (LogOdds + LogComplement, "LogProb"),
        (Exp(LogComplement), "Complement"),
        (Pow(Prob, A), "Exp(a * LogProb)"),
        (Pow(1.0 - Prob, A), "Exp(a * LogComplement)"),
        (Pow(Prob, 1.5), "Exp(1.5 * LogProb)"),
        (Pow(Prob, 17.0), "Exp(17 * LogProb)"),
        (Of(Operator.Sigmoid, LogOdds), "Prob"),
        (Of(Operator.Sigmoid, -LogOdds), "Complement"),
        (Of(Operator.Softplus, LogOdds), "-LogComplement"),
        (Of(Operator.Softplus, -LogOdds), "-LogProb"),

        // What is not 0 in exact arithmetic cancels, also where it underflows.
        (Prob / Prob, "1"),
        (-(1.0 - Prob) / (1.0 - Prob), "-1"),
        (LogProb / LogProb, "1"),
        (Exp(LogOdds) / Exp(LogOdds), "1"),
        (Of(Operator.Sigmoid, A) * B / Of(Operator.Sigmoid, A), "b"),
        (Prob * (1.0 - Prob) / Prob, "Complement"),
        (Prob * ((1.0 - Prob) / Prob), "Complement"),
        (Prob * Complement * (A / (Prob * Complement)), "a"),
        (Prob * Complement * (A / (B * Prob)), "Complement * (a / b)"),
        ((A * Prob - B * Prob) / Prob, "a - b"),
        ((A * Prob - Prob * Complement) / (Prob * B), "(a - Complement) / b"),
        (Prob * Prob * Prob / (Prob * Prob), "Prob"),
        (Pow(Complement, 5.0) / Complement, "Pow(Complement, 4)"),
        ((1.0 + Exp(LogOdds)) * A / (1.0 + Exp(LogOdds)), "a"),

        // Also in quotients of quotients, in products of them, and as a factor of each term of a sum.
        (Number(1) / (Number(1) / Prob), "Prob"),
        (A / (B / Prob), "a * Prob / b"),
        (A / Prob / (B / Prob), "a / b"),
        (A * Prob / B / Prob, "a / b"),
        (Prob / Complement * (Complement / Prob), "1"),
        (Prob * Prob / Complement * (Complement / Prob), "Prob"),
        (A * Prob / (Prob + Prob * Complement), "a / (1 + Complement)"),
        ((A * Prob + B * Prob) / (Prob + Prob * Complement), "(a + b) / (1 + Complement)"),
        (LogOdds / (Prob + Prob * Complement) * Prob, "LogOdds / (1 + Complement)"),
        (Pow(Complement, 5.0) / (A / B * Complement), "Pow(Complement, 4) / (a / b)"),

        // Exponentials that would overflow or vanish one by one.
        (Exp(TargetLogit) / Exp(LogSumExp), "Prob"),
        (Exp(A) * B / Exp(LogOdds), "b * Exp(a - LogOdds)"),
        (Pow(Prob, A) / Prob, "Exp(a * LogProb - LogProb)"),
        (Prob / Pow(Prob, A), "Exp(LogProb - a * LogProb)"),
        (Pow(Complement, A) / (B * Pow(Complement, 1.5)), "Exp(a * LogComplement - 1.5 * LogComplement) / b"),

        // Integer powers are products.
        (Pow(Prob, 2.0), "Prob * Prob"),
        (Pow(Prob, 4.0), "Pow(Prob, 4)"),
        (Pow(Prob, -2.0), "1 / (Prob * Prob)"),
        (Pow(LogOdds, -5.0), "1 / Pow(LogOdds, 5)"),
        (Prob * Prob * Prob * Prob, "Pow(Prob, 4)"),
        (Pow(Prob, 4.0) * Pow(Prob, 3.0), "Pow(Prob, 7)"),
        (Pow(Prob, 16.0) * Pow(Prob, 3.0), "Pow(Prob, 16) * Prob * Prob * Prob"),
        (Pow(2.0 * A * Prob, 3.0), "8 * a * a * a * Prob * Prob * Prob"),
        (Pow(-LogProb, 4.0), "Pow(LogProb, 4)"),
        (Pow(-LogProb, 5.0), "-Pow(LogProb, 5)"),
        (Pow(Pow(LogOdds, 4.0), 4.0), "Pow(LogOdds, 16)"),
        (Pow(Pow(LogOdds, 4.0), 5.0), "Pow(Pow(LogOdds, 4), 5)"),
        (Pow(Exp(LogOdds), 4.0), "Exp(4 * LogOdds)"),
        (Pow(LogProb + A, 4.0) - Pow(LogProb + A, 4.0), "0"),
        (Of(Operator.Abs, Pow(Prob, 4.0)), "Pow(Prob, 4)"),
        (Of(Operator.Abs, Pow(LogOdds, 6.0)), "Pow(LogOdds, 6)"),

        // The entropy of the other classes.
        (Entropy + Prob * Log(Prob), "Complement * OthersEntropy - Complement * LogComplement"),
        (Entropy + Prob * Log(Prob) + (1.0 - Prob) * Log(1.0 - Prob), "Complement * OthersEntropy"),
        (-(Prob * LogProb) - Complement * LogComplement - Entropy, "-Complement * OthersEntropy"),
        (A * Entropy + 1.0 + A * Prob * LogProb + Complement * LogComplement * A, "a * Complement * OthersEntropy + 1"),
        ((Entropy + Prob * Log(Prob) + (1.0 - Prob) * Log(1.0 - Prob)) / (1.0 - Prob) / (Classes - 1.0), "OthersEntropy / (Classes - 1)"),
        (-(Entropy + Prob * Log(Prob) + (1.0 - Prob) * Log(1.0 - Prob)) / (1.0 - Prob) / (Classes - 1.0), "-OthersEntropy / (Classes - 1)"),
        ((Entropy + Prob * Log(Prob) + (1.0 - Prob) * Log(1.0 - Prob)) / ((1.0 - Prob) * (Classes - 1.0)), "OthersEntropy / (Classes - 1)"),

        // Powers, exponentials and logarithms.
        (Pow(A, 1.0), "a"),
        (Pow(A, 0.0), "1"),
        (Pow(A, 2.0), "a * a"),
        (Pow(A, -1.0), "1 / a"),
        (Pow(Entropy, 0.5), "Sqrt(Entropy)"),
        (Log(Exp(A)), "a"),
        (Exp(Log(Entropy)), "Entropy"),
        (Exp(A) * Exp(B), "Exp(a + b)"),
        (1.0 - Exp(A), "-ExpM1(a)"),
        (Exp(A) - 1.0, "ExpM1(a)"),
        (1.0 / (1.0 + Exp(A)), "Sigmoid(-a)"),
        (Exp(A) / (1.0 + Exp(A)), "Sigmoid(a)"),
        (1.0 - Of(Operator.Sigmoid, A), "Sigmoid(-a)"),
        (Log(1.0 + Exp(A)), "Softplus(a)"),
        (Log(1.0 + A), "LogP1(a)"),
        (Log(Of(Operator.Cosh, A)), "LogCosh(a)"),
        (Log(Of(Operator.Sigmoid, A)), "-Softplus(-a)"),

        // Logarithms of products and quotients of known sign.
        (Log((1.0 - Prob) / (Classes - 1.0)), "LogComplement - Log(Classes - 1)"),
        (Log(A * Prob), "LogProb + Log(a)"),
        (Log(Prob * Entropy), "LogProb + Log(Entropy)"),
        (Log(Pow(Entropy, A)), "a * Log(Entropy)"),
        (Log(Of(Operator.Sqrt, Prob)), "0.5 * LogProb"),

        // Logits that are subtracted from each other.
        (LogSumExp - TargetLogit, "-LogProb"),
        (MeanLogit - LogSumExp, "MeanLogProb"),
        (TargetLogit - MeanLogit, "TargetOffset - MeanOffset"),
        (2.0 * TargetLogit - LogSumExp - MeanLogit, "2 * TargetOffset - LogSumExpOffset - MeanOffset"),
        (A * TargetLogit - A * MeanLogit, "a * TargetOffset - a * MeanOffset"),

        // Cofactors that no row changes.
        (A * Complement + (1.0 - A) * Complement, "Complement"),

        // Piecewise.
        (Of(Operator.Abs, Prob), "Prob"),
        (Of(Operator.Abs, LogProb), "-LogProb"),
        (Of(Operator.Select, Of(Operator.Less, 1.0, 2.0), A, B), "a"),
        (Of(Operator.Select, Of(Operator.Less, A, B), A, A), "a"),
        (Of(Operator.Select, Of(Operator.Not, Of(Operator.Less, A, B)), A, B), "a < b ? b : a"),
    ];

    /// <summary>What must stay as it is, because the rewrite would not hold for every argument, or lose precision.</summary>
    private static readonly (Expr Expr, string Expected)[] s_untouched =
    [
        (A / A, "a / a"),
        (LogOdds / LogOdds, "LogOdds / LogOdds"),
        (Of(Operator.Tanh, LogOdds) / Of(Operator.Tanh, LogOdds), "Tanh(LogOdds) / Tanh(LogOdds)"),
        (Entropy + A * Prob * LogProb, "Entropy + a * Prob * LogProb"),
        (A * (B / A), "a * (b / a)"),
        (A / LogOdds / (B / LogOdds), "a / LogOdds * LogOdds / b"),
        (Prob / (A / B), "Prob / (a / b)"),
        ((Prob + Complement * Prob + A) / Prob, "(Prob + Complement * Prob + a) / Prob"),
        (Exp(A) / Prob, "Exp(a) / Prob"),
        (Exp(Log(A)), "Exp(Log(a))"),
        (Log(LogOdds * MeanLogit), "Log(LogOdds * MeanLogit)"),
        (Log(LogOdds / MeanLogit), "Log(LogOdds / MeanLogit)"),
        (Log(Pow(LogOdds, A)), "Log(Pow(LogOdds, a))"),
        (Log(A * B), "Log(a * b)"),
        (Pow(A, B), "Pow(a, b)"),
        (Pow(A, 0.5), "Pow(a, 0.5)"),
        (Of(Operator.Sqrt, A * A), "Sqrt(a * a)"),
        (Of(Operator.Abs, LogOdds), "Abs(LogOdds)"),
        (Number(2) - Prob, "2 - Prob"),
        (Prob * Complement, "Prob * Complement"),
        (LogSumExp + TargetLogit, "LogSumExp + TargetLogit"),
        (2.0 * LogSumExp - TargetLogit, "2 * LogSumExp - TargetLogit"),
        (A * (Prob + B), "a * (Prob + b)"),
        (Log(-1.0), "Log(-1)"),
        (Number(1) / 0.0, "1 / 0"),
    ];

    public static TheoryData<int> RewriteRows => [.. Enumerable.Range(0, s_rewrites.Length)];

    public static TheoryData<int> UntouchedRows => [.. Enumerable.Range(0, s_untouched.Length)];

    [Theory]
    [MemberData(nameof(RewriteRows))]
    public void Rewrites_what_the_table_says(int row)
    {
        (Expr expr, string expected) = s_rewrites[row];
        Expr simplified = new Simplifier().Simplify(expr);
        Assert.Equal(expected, simplified.ToString());
        SameValues(expr, simplified);
    }

    [Theory]
    [MemberData(nameof(UntouchedRows))]
    public void Leaves_alone_what_it_must(int row)
    {
        (Expr expr, string expected) = s_untouched[row];
        Assert.Equal(expected, new Simplifier().Simplify(expr).ToString());
    }

    [Fact]
    public void Simplifying_twice_changes_nothing()
    {
        foreach ((Expr expr, _) in s_rewrites)
        {
            Expr once = new Simplifier().Simplify(expr);
            Assert.Equal(once, new Simplifier().Simplify(once));
        }
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var simplifier = new Simplifier(source.Token);
        Assert.Equal(Constant.One, simplifier.Divide(Prob, Prob));
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => simplifier.Simplify(A + B));
    }

    [Fact]
    public void A_tree_ten_thousand_deep_is_simplified()
    {
        Expr deep = LogOdds, wide = LogOdds;
        for (int i = 0; i < 10_000; i++)
        {
            deep = Of(Operator.Sin, deep + Of(Operator.Cos, A));
            wide = wide + Of(Operator.Sin, A + (double)i);
        }
        Assert.Equal(20_003, new Simplifier().Simplify(deep).PostOrder().Count);
        Assert.Equal(10_001, new Simplifier().Simplify(wide).Operands.Count);
    }

    [Fact]
    public void Equal_trees_are_equal_however_deep()
    {
        static Expr Tower(Expr leaf) => Enumerable.Range(0, 10_000).Aggregate(leaf, (expr, _) => Of(Operator.Sin, expr));
        Assert.Equal(Tower(A), Tower(new Parameter("a")));
        Assert.NotEqual(Tower(A), Tower(B));
    }

    /// <summary>The value is the same at a few points; p and 1 − p are far from 0 there.</summary>
    private static void SameValues(Expr expr, Expr simplified)
    {
        foreach (double d in (double[])[-1.5, -0.25, 0.75, 2])
        {
            double expected = Evaluate(expr, d), actual = Evaluate(simplified, d);
            Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{expr} at d = {d}: {expected}, simplified {actual}");
        }
    }

    private static double Evaluate(Expr expr, double d) =>
        Interpreter.Evaluate(expr, name => name == "a" ? 0.375 : 1.25, statistic => SampleRow.Statistic(statistic, d));
}
