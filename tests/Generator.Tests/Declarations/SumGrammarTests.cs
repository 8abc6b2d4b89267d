using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Sums over classes: what the C# stands for as an expression. The target's term stands before the sum over the others.</summary>
public sealed class SumGrammarTests
{
    private static readonly Expr s_squares = SumOthers(ClassProb * ClassProb);
    private static readonly Expr s_allSquares = Prob * Prob + s_squares;

    private static readonly Dictionary<string, Expr> s_rows = new()
    {
        // The properties of a class.
        ["=> row.Sum(c => c.Logit);"] = (Expr)RowStatistic.TargetLogit + SumOthers(ClassLogit),
        ["=> row.Sum(c => c.LogProb);"] = LogProb + SumOthers(ClassLogProb),
        ["=> row.Sum(c => c.Prob);"] = Prob + SumOthers(ClassProb),
        ["=> row.Sum(c => c.Prob * c.Index);"] = Prob * Target + SumOthers(ClassProb * ClassIndex),
        ["=> row.SumOthers(c => c.Prob * c.Prob);"] = s_squares,
        ["=> row.Prob * row.Target;"] = Prob * Target,

        // The target, told apart.
        ["=> row.Sum(c => c.IsTarget ? c.Prob : a);"] = Prob + SumOthers(A),
        ["=> row.Sum(c => c.Index == row.Target ? c.Prob : c.Logit);"] = Prob + SumOthers(ClassLogit),
        ["=> row.Sum(c => row.Target == c.Index ? c.Prob : c.Logit);"] = Prob + SumOthers(ClassLogit),
        ["=> row.Sum(c => c.Index != row.Target ? c.Prob : c.Logit);"] = (Expr)RowStatistic.TargetLogit + SumOthers(ClassProb),
        ["=> row.Sum(c => c.IsTarget && a < b ? c.Prob : c.Logit);"] =
            Select(Less(A, B), Prob, RowStatistic.TargetLogit) + SumOthers(ClassLogit),
        ["=> row.Sum(c => c.IsTarget || c.Prob > 0.5 ? c.Prob : a);"] = Prob + SumOthers(Select(Less(0.5, ClassProb), ClassProb, A)),
        ["=> row.Sum(c => !c.IsTarget ? c.Prob : a);"] = A + SumOthers(ClassProb),
        ["=> row.Sum(c => (c.IsTarget ? 1 : 0) - c.Prob);"] = Number(1) - Prob + SumOthers(Number(0) - ClassProb),
        ["=> row.SumOthers(c => c.IsTarget ? a : c.Prob);"] = SumOthers(ClassProb),

        // What a lambda can be.
        ["=> row.SumOthers(static c => c.Prob);"] = SumOthers(ClassProb),
        ["=> row.SumOthers((c) => (c.Prob));"] = SumOthers(ClassProb),
        ["=> row.SumOthers((RowClass c) => c.Prob);"] = SumOthers(ClassProb),
        ["=> row.SumOthers(term: c => c.Prob);"] = SumOthers(ClassProb),
        ["=> row.SumOthers(delegate(RowClass c) { return c.Prob; });"] = SumOthers(ClassProb),
        ["=> row.SumOthers(c => { return c.Prob; });"] = SumOthers(ClassProb),
        ["=> row.SumOthers(c => { double x = c.Prob, y = x * a; y += 1; return x * y; });"] = SumOthers(ClassProb * (ClassProb * A + 1)),
        ["=> row.SumOthers(c => { if (c.Prob > a) return c.Prob; return c.Logit; });"] = SumOthers(Select(Less(A, ClassProb), ClassProb, ClassLogit)),
        ["=> row.SumOthers(c => { double x = c.Prob; if (x > a) x = a; else { double y = x * x; x = y; } return x; });"] =
            SumOthers(Select(Less(A, ClassProb), A, ClassProb * ClassProb)),
        ["=> row.SumOthers(c => { const double k = 2; bool low = c.Logit < k; return low ? c.Prob : b; });"] =
            SumOthers(Select(Less(ClassLogit, 2), ClassProb, B)),
        ["=> row.SumOthers(c => { if (c.IsTarget) return a; return c.Prob; });"] = SumOthers(ClassProb),

        // What it can use: parameters, statistics of the row, locals before it, other sums, functions.
        ["=> row.SumOthers(c => a * Math.Exp(c.Logit - row.MeanLogit) / row.Classes);"] =
            SumOthers(A * Apply(Operator.Exp, ClassLogit - (Expr)RowStatistic.MeanLogit) / Classes),
        ["{ double x = row.Prob * a; return row.SumOthers(c => Math.Abs(c.Prob - x)); }"] = SumOthers(Apply(Operator.Abs, ClassProb - Prob * A)),
        ["{ double x = row.Prob; if (x > a) x = a; return row.SumOthers(c => c.Prob * x); }"] =
            SumOthers(ClassProb * Select(Less(A, Prob), A, Prob)),
        ["{ bool sure = row.Prob > a; return row.SumOthers(c => sure ? c.Prob : c.Logit); }"] =
            SumOthers(Select(Less(A, Prob), ClassProb, ClassLogit)),
        ["{ a += 1; return row.SumOthers(c => c.Prob * a); }"] = SumOthers(ClassProb * (A + 1)),
        ["{ double x = row.SumOthers(c => c.Prob * a); a = 3; return x; }"] = SumOthers(ClassProb * A),
        ["=> row.SumOthers(c => K * c.Prob); const double K = 3;"] = SumOthers(3 * ClassProb),
        ["{ double s = row.Sum(c => c.Prob * c.Prob); return row.SumOthers(c => c.Prob * (c.Prob - s)); }"] =
            SumOthers(ClassProb * (ClassProb - s_allSquares)),
        ["{ double s = row.SumOthers(c => c.Prob * c.Prob), t = row.Sum(c => c.Prob * s); return row.SumOthers(d => d.Prob * t); }"] =
            SumOthers(ClassProb * (Prob * s_squares + SumOthers(ClassProb * s_squares))),
        ["=> row.SumOthers(c => c.Prob * c.Prob) / row.SumOthers(c => c.Logit) - row.SumOthers(c => c.Prob * c.Prob);"] =
            s_squares / SumOthers(ClassLogit) - s_squares,
        ["=> Math.Sqrt(row.Sum(c => c.Prob * c.Prob));"] = Apply(Operator.Sqrt, s_allSquares),
        ["{ double s = 0; if (a < b) s = row.SumOthers(c => c.Prob * c.Prob); return s; }"] = Select(Less(A, B), s_squares, 0),

        // Methods that take a class, a row or both; a sum in a method; the same name for another class.
        ["=> row.SumOthers(c => F(c)); static double F(RowClass x) => x.Prob;"] = SumOthers(ClassProb),
        ["=> row.SumOthers(c => F(k: 2, c: c, r: row)); static double F(Row r, RowClass c, double k) => k * c.Prob - r.Prob;"] =
            SumOthers(2 * ClassProb - Prob),
        ["=> row.SumOthers(c => F(c) ? c.Prob : a); static bool F(RowClass c) { if (c.IsTarget) return false; return c.Logit < 0; }"] =
            SumOthers(Select(Less(ClassLogit, 0), ClassProb, A)),
        ["=> row.SumOthers(c => F(c)); static double F(RowClass c) => G(c) * 2; static double G(RowClass d) => d.Prob + 1;"] =
            SumOthers((ClassProb + 1) * 2),
        ["=> F(row) * a; static double F(Row r) => r.SumOthers(c => c.Prob * c.Prob);"] = s_squares * A,
        ["=> row.SumOthers(c => c.Prob * F(c.Prob)); static double F(double c) => c + 1;"] = SumOthers(ClassProb * (ClassProb + 1)),
    };

    public static TheoryData<string> Bodies => [.. s_rows.Keys];

    [Theory, MemberData(nameof(Bodies))]
    public void Body_stands_for_expression(string body)
    {
        GeneratorRun run = GeneratorHarness.Run(Declare(body));
        Assert.DoesNotContain(run.Result.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.False(run.Model.HasErrors);
        Assert.Equal(s_rows[body], run.Model.Loss);
        Assert.Empty(run.CompilerErrors);
    }

    [Fact]
    public void Locals_of_a_lambda_are_remembered()
    {
        LossModel model = GeneratorHarness.Run(Declare("""
            {
                double squares = row.SumOthers(c => { double square = c.Prob * c.Prob; return square; });
                return squares * a;
            }
            """)).Model;
        Assert.Equal([new NamedExpr("square", ClassProb * ClassProb), new NamedExpr("squares", s_squares)], model.Locals);
    }

    private static Expr Number(double value) => value;
}
