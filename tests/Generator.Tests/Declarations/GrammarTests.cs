using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Harness;
using static SparseLsr.Gen.Generator.Tests.Declarations.Expressions;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>The grammar, a row for each piece of it: what the C# stands for as an expression.</summary>
public sealed class GrammarTests
{
    private static readonly Dictionary<string, Expr> s_rows = new()
    {
        // Statistics, parameters, arithmetic.
        ["=> row.LogOdds;"] = RowStatistic.LogOdds,
        ["=> row.LogProb;"] = LogProb,
        ["=> row.Prob;"] = Prob,
        ["=> row.LogComplement;"] = RowStatistic.LogComplement,
        ["=> row.Complement;"] = RowStatistic.Complement,
        ["=> row.TargetLogit;"] = RowStatistic.TargetLogit,
        ["=> row.LogSumExp;"] = RowStatistic.LogSumExp,
        ["=> row.MeanLogit;"] = RowStatistic.MeanLogit,
        ["=> row.MeanLogProb;"] = RowStatistic.MeanLogProb,
        ["=> row.Entropy;"] = RowStatistic.Entropy,
        ["=> row.OthersEntropy;"] = RowStatistic.OthersEntropy,
        ["=> row.Target * row.Prob;"] = RowStatistic.Target * Prob,
        ["=> row.Prob / row.Classes;"] = Prob / Classes,
        ["=> a * row.LogProb - b;"] = A * LogProb - B,
        ["=> -row.LogProb;"] = -LogProb,
        ["=> +row.LogProb;"] = LogProb,
        ["=> - -row.LogProb;"] = -(-LogProb),
        ["=> a - (b - row.Prob);"] = A - (B - Prob),
        ["=> a - b - row.Prob;"] = A - B - Prob,
        ["=> a / b / row.Prob * 3;"] = A / B / Prob * 3,
        ["{ return row.Prob; }"] = Prob,
        ["{ ; { return row.Prob; } }"] = Prob,

        // Numbers, in all the ways in which C# writes them; constants are folded by C#, in C#'s types.
        ["=> 1 * row.Prob;"] = 1 * Prob,
        ["=> 1.5e-3 * row.Prob;"] = 1.5e-3 * Prob,
        ["=> .5 * row.Prob;"] = 0.5 * Prob,
        ["=> 0x1F * row.Prob;"] = 31 * Prob,
        ["=> 0b101 * row.Prob;"] = 5 * Prob,
        ["=> 1_000_000L * row.Prob;"] = 1e6 * Prob,
        ["=> 7u * row.Prob;"] = 7 * Prob,
        ["=> 2d * row.Prob;"] = 2 * Prob,
        ["=> 0.1f * row.Prob;"] = (double)0.1f * Prob,
        ["=> (double)0.1m * row.Prob;"] = 0.1 * Prob,
        ["=> -3 * row.Prob;"] = -3 * Prob,
        ["=> 'A' * row.Prob;"] = 65 * Prob,
        ["=> (1 + 2) * row.Prob;"] = 3 * Prob,
        ["=> 7 / 7 * row.Prob;"] = 1 * Prob,
        ["=> 1.0 / 4 * row.Prob;"] = 0.25 * Prob,
        ["=> (double)3 * row.Prob;"] = 3 * Prob,
        ["=> (int)2.9 * row.Prob;"] = 2 * Prob,
        ["=> (double)row.Prob;"] = Prob,
        ["=> default(double) + row.Prob;"] = 0 + Prob,
        ["=> -0.0 + row.Prob;"] = -0.0 + Prob,
        ["=> (row.Prob);"] = Prob,
        ["=> unchecked(row.Prob + 1);"] = Prob + 1,

        // Constants by name, of this class and of others.
        ["=> Math.PI * row.Prob;"] = Math.PI * Prob,
        ["=> double.Epsilon + row.Prob;"] = double.Epsilon + Prob,
        ["=> double.MaxValue * row.Prob;"] = double.MaxValue * Prob,
        ["=> double.NaN * row.Prob;"] = double.NaN * Prob,
        ["=> row.Prob; const int K = 3;"] = Prob,
        ["=> K * row.Prob; const int K = 3;"] = 3 * Prob,
        ["=> K * row.Prob; const double K = 1.0 / 3;"] = 1.0 / 3 * Prob,
        ["=> Other.K * row.Prob; static class Other { public const float K = 0.25f; }"] = 0.25 * Prob,
        ["{ const double k = 2; return k * row.Prob; }"] = 2 * Prob,
        ["{ const int k = 7 / 2; return k * row.Prob; }"] = 3 * Prob,

        // Locals.
        ["{ double x = row.Prob; return x * x; }"] = Prob * Prob,
        ["{ var x = row.Prob + 1; return x * x; }"] = (Prob + 1) * (Prob + 1),
        ["{ double x = 1, y = x + row.Prob; return y; }"] = 1 + Prob,
        ["{ double x; x = row.Prob; return x; }"] = Prob,
        ["{ double x = row.Prob; x = x + 1; x = x * x; return x; }"] = (Prob + 1) * (Prob + 1),
        ["{ double x = row.Prob; x += 2; x -= a; x *= 3; x /= b; return x; }"] = (Prob + 2 - A) * 3 / B,
        ["{ double x = row.Prob; { double y = x; x = y + 1; } return x; }"] = Prob + 1,
        ["{ a = Math.Max(a, 0); return a * row.Prob; }"] = Apply(Operator.Max, A, 0) * Prob,
        ["{ a += 1; return a * row.Prob; }"] = (A + 1) * Prob,
        ["{ bool sure = row.Prob > 0.5; return sure ? row.Prob : a; }"] = Select(Less(0.5, Prob), Prob, A),

        // Conditions.
        ["=> a < b ? row.Prob : a;"] = Select(Less(A, B), Prob, A),
        ["=> a <= b ? row.Prob : a;"] = Select(Apply(Operator.LessOrEqual, A, B), Prob, A),
        ["=> a > b ? row.Prob : a;"] = Select(Less(B, A), Prob, A),
        ["=> a >= b ? row.Prob : a;"] = Select(Apply(Operator.LessOrEqual, B, A), Prob, A),
        ["=> a == b ? row.Prob : a;"] = Select(Apply(Operator.Equal, A, B), Prob, A),
        ["=> a != b ? row.Prob : a;"] = Select(Not(Apply(Operator.Equal, A, B)), Prob, A),
        ["=> a < b && b < 3 ? row.Prob : a;"] = Select(And(Less(A, B), Less(B, 3)), Prob, A),
        ["=> a < b || b < 3 ? row.Prob : a;"] = Select(Or(Less(A, B), Less(B, 3)), Prob, A),
        ["=> !(a < b) ? row.Prob : a;"] = Select(Not(Less(A, B)), Prob, A),
        ["=> !!(a < b) ? row.Prob : a;"] = Select(Less(A, B), Prob, A),
        ["=> (a < b) == (b < 3) ? row.Prob : a;"] =
            Select(Or(And(Less(A, B), Less(B, 3)), And(Not(Less(A, B)), Not(Less(B, 3)))), Prob, A),
        ["=> (a < b) != true ? row.Prob : a;"] = Select(Not(Less(A, B)), Prob, A),
        ["=> (a < b ? b < 3 : a < 3) ? row.Prob : a;"] =
            Select(Or(And(Less(A, B), Less(B, 3)), And(Not(Less(A, B)), Less(A, 3))), Prob, A),
        ["=> true ? row.Prob : a;"] = Prob,
        ["=> 1 < 2 && a < b ? row.Prob : a;"] = Select(Less(A, B), Prob, A),
        ["=> a < b || true ? row.Prob : a;"] = Prob,
        ["=> (row.Prob > 0.5 ? 1 : 0) * a;"] = Select(Less(0.5, Prob), 1, 0) * A,
        ["=> (row.Prob > 0.5 ? 1f : -1f) * a;"] = Select(Less(0.5, Prob), 1, -1) * A,

        // Branches.
        ["{ if (a < b) return row.Prob; else return a; }"] = Select(Less(A, B), Prob, A),
        ["{ if (a < b) return row.Prob; return a; }"] = Select(Less(A, B), Prob, A),
        ["{ if (a < b) { return row.Prob; } if (b < 3) { return b; } return a; }"] =
            Select(Less(A, B), Prob, Select(Less(B, 3), B, A)),
        ["{ if (a < b) return row.Prob; else if (b < 3) return b; else return a; }"] =
            Select(Less(A, B), Prob, Select(Less(B, 3), B, A)),
        ["{ double x; if (a < b) x = row.Prob; else x = a; return x; }"] = Select(Less(A, B), Prob, A),
        ["{ double x = row.Prob; if (a < b) x = x * 2; return x; }"] = Select(Less(A, B), Prob * 2, Prob),
        ["{ double x = row.Prob; if (a < b) { x *= 2; x += 1; } else x -= 1; return x + 1; }"] =
            Select(Less(A, B), Prob * 2 + 1, Prob - 1) + 1,
        ["{ double x = row.Prob; if (a < b) { if (b < 3) return a; x = 2; } return x; }"] =
            Select(And(Less(A, B), Less(B, 3)), A, Select(Less(A, B), 2, Prob)),
        ["{ double x = row.Prob; if (a < b) return x; else x = 2; return x + row.Prob; }"] = Select(Less(A, B), Prob, 2 + Prob),
        ["{ double x = row.Prob; if (a < b) { double y = 2; x = y; } else { double y = 3; x = y; } return x * row.Prob; }"] =
            Select(Less(A, B), 2, 3) * Prob,
        ["{ if (true) return row.Prob; }"] = Prob,
        ["{ double x = row.Prob; if (false) x = 2; return x; }"] = Prob,
        ["{ bool low = a < b; if (b < 3) low = true; return low ? row.Prob : a; }"] =
            Select(Or(Less(B, 3), And(Not(Less(B, 3)), Less(A, B))), Prob, A),

        // Functions.
        ["=> Math.Exp(row.Prob);"] = Apply(Operator.Exp, Prob),
        ["=> double.Exp(row.Prob);"] = Apply(Operator.Exp, Prob),
        ["=> double.ExpM1(row.Prob);"] = Apply(Operator.ExpM1, Prob),
        ["=> double.Exp2(row.Prob);"] = Apply(Operator.Exp, Prob * Math.Log(2)),
        ["=> double.Exp10(row.Prob);"] = Apply(Operator.Exp, Prob * Math.Log(10)),
        ["=> double.Exp2M1(row.Prob);"] = Apply(Operator.ExpM1, Prob * Math.Log(2)),
        ["=> double.Exp10M1(row.Prob);"] = Apply(Operator.ExpM1, Prob * Math.Log(10)),
        ["=> Math.Log(row.Prob);"] = Apply(Operator.Log, Prob),
        ["=> Math.Log(row.Prob, a);"] = Apply(Operator.Log, Prob) / Apply(Operator.Log, A),
        ["=> Math.Log2(row.Prob);"] = Apply(Operator.Log, Prob) / Math.Log(2),
        ["=> Math.Log10(row.Prob);"] = Apply(Operator.Log, Prob) / Math.Log(10),
        ["=> double.LogP1(row.Prob);"] = Apply(Operator.LogP1, Prob),
        ["=> double.Log2P1(row.Prob);"] = Apply(Operator.LogP1, Prob) / Math.Log(2),
        ["=> double.Log10P1(row.Prob);"] = Apply(Operator.LogP1, Prob) / Math.Log(10),
        ["=> Math.Pow(row.Prob, 2);"] = Apply(Operator.Pow, Prob, 2),
        ["=> Math.Pow(y: 2, x: row.Prob);"] = Apply(Operator.Pow, Prob, 2),
        ["=> Math.Sqrt(row.Prob);"] = Apply(Operator.Sqrt, Prob),
        ["=> Math.Cbrt(row.Prob);"] = Apply(Operator.Cbrt, Prob),
        ["=> Math.Abs(row.Prob);"] = Apply(Operator.Abs, Prob),
        ["=> Math.Sign(row.LogOdds) * row.Prob;"] = Apply(Operator.Sign, RowStatistic.LogOdds) * Prob,
        ["=> -Math.Sign(row.LogOdds) * row.Prob;"] = -Apply(Operator.Sign, RowStatistic.LogOdds) * Prob,
        ["=> Math.Min(row.Prob, a);"] = Apply(Operator.Min, Prob, A),
        ["=> double.Max(row.Prob, 1e-7);"] = Apply(Operator.Max, Prob, 1e-7),
        ["=> Math.Clamp(row.Prob, 0, a);"] = Apply(Operator.Clamp, Prob, 0, A),
        ["=> Math.Sin(row.Prob);"] = Apply(Operator.Sin, Prob),
        ["=> Math.Cos(row.Prob);"] = Apply(Operator.Cos, Prob),
        ["=> Math.Tan(row.Prob);"] = Apply(Operator.Tan, Prob),
        ["=> Math.Asin(row.Prob);"] = Apply(Operator.Asin, Prob),
        ["=> Math.Acos(row.Prob);"] = Apply(Operator.Acos, Prob),
        ["=> Math.Atan(row.Prob);"] = Apply(Operator.Atan, Prob),
        ["=> Math.Sinh(row.Prob);"] = Apply(Operator.Sinh, Prob),
        ["=> Math.Cosh(row.Prob);"] = Apply(Operator.Cosh, Prob),
        ["=> Math.Tanh(row.Prob);"] = Apply(Operator.Tanh, Prob),
        ["=> Math.Asinh(row.Prob);"] = Apply(Operator.Asinh, Prob),
        ["=> Math.Acosh(row.Prob);"] = Apply(Operator.Acosh, Prob),
        ["=> Math.Atanh(row.Prob);"] = Apply(Operator.Atanh, Prob),
        ["=> Math.FusedMultiplyAdd(row.Prob, a, b);"] = Prob * A + B,
        ["=> LossMath.Softplus(row.Prob);"] = Apply(Operator.Softplus, Prob),
        ["=> LossMath.Sigmoid(row.Prob - a);"] = Apply(Operator.Sigmoid, Prob - A),
        ["=> SparseLsr.Gen.LossMath.LogSigmoid(x: row.Prob);"] = -Apply(Operator.Softplus, -Prob),
        ["=> Row.Detach(row.Prob) * row.LogProb;"] = Apply(Operator.Detach, Prob) * LogProb,
        ["=> Row.Detach(a + 1) * row.Prob;"] = Apply(Operator.Detach, A + 1) * Prob,
        ["=> double.Lerp(row.Prob, a, b);"] = Prob * (1 - B) + A * B,

        // Methods of the class, written out in place.
        ["=> Half(row.Prob); static double Half(double x) => x / 2;"] = Prob / 2,
        ["=> F(y: a, x: row.Prob); static double F(double x, double y, double z = 3) => x - y * z;"] = Prob - A * 3,
        ["=> F(row, a); static double F(Row r, double k) => k * r.Prob;"] = A * Prob,
        ["=> F(row) ? row.Prob : a; static bool F(Row r) => r.Prob > 0.5;"] = Select(Less(0.5, Prob), Prob, A),
        ["=> F(a < b, row.Prob); static double F(bool c, double x) { if (c) return x; return -x; }"] = Select(Less(A, B), Prob, -Prob),
        ["=> F(F(row.Prob)); static double F(double x) { x += 1; return x; }"] = Prob + 1 + 1,
        ["=> F(row.Prob); static double F(double x) => G(x) * 2; static double G(double x) => x + 1;"] = (Prob + 1) * 2,
        ["=> TheLoss.F(row.Prob); internal static double F(double a) => a * a;"] = Prob * Prob,
        ["=> F(row.Prob, 2); static double F(double x, double n) => n < 1 ? x : x * n;"] = Select(Less(2, 1), Prob, Prob * 2),
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
    public void Locals_are_remembered_with_each_value()
    {
        LossModel model = GeneratorHarness.Run(Declare("""
            {
                double odds = row.Prob / row.Complement, plain = row.Prob, one = 1;
                bool likely = odds > one;
                if (likely)
                    odds = Double(odds);
                a += odds;
                return a * plain;
            }
            static double Double(double x)
            {
                var twice = x + x;
                return twice;
            }
            """)).Model;
        Expr odds = Prob / RowStatistic.Complement;
        NamedExpr[] expected =
        [
            new("odds", odds),
            new("likely", Less(1, odds)),
            new("twice", odds + odds),
            new("odds", odds + odds),
            new("odds", Select(Less(1, odds), odds + odds, odds)),
        ];
        Assert.Equal(expected, model.Locals);
    }

    [Fact]
    public void Sum_of_ten_thousand_terms_is_read()
    {
        string terms = string.Concat(Enumerable.Repeat(" + row.Prob", 9_999));
        Expr loss = GeneratorHarness.Run(Declare($"=> row.Prob{terms};")).Model.Loss;
        // Each sum is one node more; Prob itself is the first.
        Assert.Equal(10_000, loss.PostOrder().Count);
    }

    [Fact]
    public void Conditions_of_a_thousand_terms_are_read()
    {
        string terms = string.Concat(Enumerable.Range(0, 1_000).Select(i => $" || a < {i}"));
        Assert.False(GeneratorHarness.Run(Declare($"=> a < b{terms} ? row.Prob : 1;")).Model.HasErrors);
    }
}
