using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;
using Xunit;
using static SparseLsr.Gen.Generator.Tests.Symbolic.Build;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

public sealed class DerivativeTests
{
    /// <summary>Derivatives by the target's logit, as they are written.</summary>
    private static readonly (Expr Expr, string Expected)[] s_byTargetLogit =
    [
        (A, "0"),
        (LogOdds, "1"),
        (LogProb, "Complement"),
        (LogComplement, "-Prob"),
        (Prob, "Prob * Complement"),
        (Complement, "-Prob * Complement"),
        (TargetLogit, "1"),
        (LogSumExp, "Prob"),
        (MeanLogit, "0"),
        (MeanLogProb, "-Prob"),
        (Entropy, "-Prob * Complement * (LogOdds + OthersEntropy)"),
        (RowStatistic.OthersEntropy, "0"),
        (RowStatistic.Target, "0"),
        (RowStatistic.Target * LogOdds, "Target"),
        (Exp(LogOdds), "Exp(LogOdds)"),
        (LogOdds * LogOdds, "2 * LogOdds"),
        (A / LogOdds, "-a / LogOdds / LogOdds"),
        (Of(Operator.Abs, LogOdds), "Sign(LogOdds)"),
        (Of(Operator.Tanh, LogOdds), "SechSquared(LogOdds)"),
        (Of(Operator.Sigmoid, A * LogOdds), "Sigmoid(a * LogOdds) * Sigmoid(-a * LogOdds) * a"),
        (Of(Operator.Max, LogOdds, A), "a < LogOdds ? 1 : LogOdds < a ? 0 : 0.5"),
        (Of(Operator.Min, LogOdds, A), "LogOdds < a ? 1 : a < LogOdds ? 0 : 0.5"),
        (Of(Operator.Clamp, LogOdds, A, B), "LogOdds < a ? 0 : b < LogOdds ? 0 : 1"),
        (Of(Operator.Select, Of(Operator.Less, LogOdds, A), LogOdds, -LogOdds), "LogOdds < a ? 1 : -1"),
        (Detach(LogOdds), "0"),
        (Detach(LogOdds) * LogOdds, "Detach(LogOdds)"),
        (Detach(LogOdds) - LogOdds, "-1"),
        (LogOdds / Detach(LogOdds), "1 / Detach(LogOdds)"),
        (Pow(Detach(Number(1) - Prob), A) * LogProb, "Pow(Detach(Complement), a) * Complement"),
        (Of(Operator.Select, Of(Operator.Less, Detach(LogOdds), A), LogOdds, Detach(LogProb)), "Detach(LogOdds) < a ? 1 : 0"),
    ];

    /// <summary>Derivatives by the others' log-sum-exp, as they are written: formed by themselves, never as differences.</summary>
    private static readonly (Expr Expr, string Expected)[] s_byOthersLogSumExp =
    [
        (A, "0"),
        (LogOdds, "-1"),
        (LogProb, "-Complement"),
        (LogComplement, "Prob"),
        (Prob, "-Prob * Complement"),
        (Complement, "Prob * Complement"),
        (TargetLogit, "0"),
        (LogSumExp, "Complement"),
        (LogSumExp + LogComplement, "1"),
        (MeanLogit, "0"),
        (MeanLogProb, "-Complement"),
        (Entropy, "Prob * Complement * (LogOdds + OthersEntropy)"),
        (-LogProb + A * LogSumExp * LogSumExp, "Complement + 2 * a * LogSumExp * Complement"),
    ];

    /// <summary>A row for every function of one variable, at arguments within its domain.</summary>
    private static readonly (Operator Function, double Scale, double Offset)[] s_functions =
    [
        (Operator.Exp, 1, 0), (Operator.ExpM1, 1, 0), (Operator.Log, 1, 4), (Operator.LogP1, 1, 4), (Operator.Sqrt, 1, 4), (Operator.Cbrt, 1, 4),
        (Operator.Sigmoid, 1, 0), (Operator.Softplus, 1, 0), (Operator.LogCosh, 1, 0), (Operator.Abs, 1, 0.1),
        (Operator.Sin, 1, 0), (Operator.Cos, 1, 0), (Operator.Tan, 0.5, 0), (Operator.Asin, 0.2, 0), (Operator.Acos, 0.2, 0), (Operator.Atan, 1, 0),
        (Operator.Sinh, 1, 0), (Operator.Cosh, 1, 0), (Operator.Tanh, 1, 0), (Operator.SechSquared, 1, 0),
        (Operator.Asinh, 1, 0), (Operator.Acosh, 1, 5), (Operator.Atanh, 0.2, 0),
    ];

    /// <summary>A row for every other operator, away from its kinks; conditions are the numbers 1 and 0.</summary>
    private static readonly Operation[] s_operations =
    [
        .. from operation in (Expr[])
           [
               LogOdds + MeanLogit,
               LogOdds * MeanLogit,
               -LogOdds,
               LogOdds / (MeanLogit + 3.0),
               Pow(LogOdds + 5.0, MeanLogit + 2.0),
               Of(Operator.Sign, LogOdds + 0.1),
               Of(Operator.Min, LogOdds, MeanLogit + 1.0),
               Of(Operator.Max, LogOdds, MeanLogit + 1.0),
               Of(Operator.Clamp, LogOdds, MeanLogit, A + 1.0),
               Of(Operator.Less, LogOdds, A),
               Of(Operator.LessOrEqual, LogOdds, A),
               Of(Operator.Equal, LogOdds, A),
               Of(Operator.And, Of(Operator.Less, LogOdds, A), Of(Operator.Less, B, A)),
               Of(Operator.Or, Of(Operator.Less, LogOdds, A), Of(Operator.Less, B, A)),
               Of(Operator.Not, Of(Operator.Less, LogOdds, A)),
               Of(Operator.Select, Of(Operator.Less, LogOdds, A), LogOdds * LogOdds, -MeanLogit),
           ]
           select (Operation)operation,
    ];

    public static TheoryData<int> OthersRows => [.. Enumerable.Range(0, s_byOthersLogSumExp.Length)];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, s_byTargetLogit.Length)];

    public static TheoryData<string> FunctionRows => [.. s_functions.Select(row => row.Function.ToString())];

    public static TheoryData<string> OperationRows => [.. s_operations.Select(operation => operation.Operator.ToString())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Is_written_as_the_table_says(int row)
    {
        (Expr expr, string expected) = s_byTargetLogit[row];
        var simplifier = new Simplifier();
        Assert.Equal(expected, Differentiator.Differentiate(simplifier.Simplify(expr), BaseQuantity.TargetLogit, simplifier).ToString());
    }

    [Theory]
    [MemberData(nameof(OthersRows))]
    public void By_the_others_is_written_as_the_table_says(int row)
    {
        (Expr expr, string expected) = s_byOthersLogSumExp[row];
        var simplifier = new Simplifier();
        Assert.Equal(expected, Differentiator.Differentiate(simplifier.Simplify(expr), BaseQuantity.OthersLogSumExp, simplifier).ToString());
    }

    [Theory]
    [MemberData(nameof(FunctionRows))]
    public void Of_each_function_agrees_with_central_differences(string function)
    {
        (Operator @operator, double scale, double offset) = s_functions.Single(row => row.Function.ToString() == function);
        AgreesWithDifferences(Of(@operator, scale * LogOdds + offset));
    }

    [Theory]
    [InlineData("power of a statistic")]
    [InlineData("statistic as exponent")]
    [InlineData("quotient")]
    [InlineData("all statistics")]
    [InlineData("product of three")]
    public void Of_composed_expressions_agrees_with_central_differences(string name) => AgreesWithDifferences(name switch
    {
        "power of a statistic" => Pow(LogOdds + 5.0, A),
        "statistic as exponent" => Pow(B, LogOdds * MeanLogit),
        "quotient" => (LogProb + A) / (LogSumExp * LogSumExp + Entropy),
        "all statistics" => Prob * TargetLogit + Complement * MeanLogProb + LogComplement * Entropy - MeanLogit * LogSumExp,
        _ => Prob * LogSumExp * Exp(MeanLogProb),
    });

    [Theory]
    [MemberData(nameof(OperationRows))]
    public void Of_each_other_operator_agrees_with_central_differences(string @operator) =>
        AgreesWithDifferences(s_operations.Single(operation => operation.Operator.ToString() == @operator));

    /// <summary>
    /// Each is in one of the tables above. MultiplyNoNan occurs only in plans, where nothing is differentiated; of Detach differences
    /// are no derivative; for sums see <see cref="SumDerivativeTests"/>.
    /// </summary>
    [Fact]
    public void Every_operator_has_a_derivative() => Assert.Equal(
        Enum.GetValues<Operator>().Except([Operator.MultiplyNoNan, Operator.Detach, Operator.SumOthers]).Order(),
        s_functions.Select(row => row.Function).Concat(s_operations.Select(operation => operation.Operator)).Order());

    [Theory]
    [InlineData(nameof(Operator.Less))]
    [InlineData(nameof(Operator.LessOrEqual))]
    [InlineData(nameof(Operator.Equal))]
    public void Of_a_step_is_zero(string condition)
    {
        Expr step = Of(Operator.Select, Of(Enum.Parse<Operator>(condition), LogOdds, A), Of(Operator.Sign, LogOdds), B);
        var simplifier = new Simplifier();
        Assert.Equal(Constant.Zero, Differentiator.Differentiate(simplifier.Simplify(step), BaseQuantity.TargetLogit, simplifier));
    }

    /// <summary>By each base quantity, where the four move alone.</summary>
    private static void AgreesWithDifferences(Expr expr)
    {
        const double Step = 1e-5;
        var simplifier = new Simplifier();
        Expr simplified = simplifier.Simplify(expr);
        foreach (BaseQuantity by in Enum.GetValues<BaseQuantity>())
        {
            Expr derivative = Differentiator.Differentiate(simplified, by, simplifier);
            foreach (double d in (double[])[-1.5, -0.25, 0.75, 2])
            {
                double difference = (Evaluate(expr, d, by, Step) - Evaluate(expr, d, by, -Step)) / (2 * Step);
                double actual = Evaluate(derivative, d, by, 0);
                Assert.True(Math.Abs(difference - actual) <= 1e-8 * Math.Max(1, Math.Abs(difference)), $"∂({expr})/∂{by} = {derivative} at d = {d}: {actual}, differences {difference}");
            }
        }
    }

    private static double Evaluate(Expr expr, double d, BaseQuantity moved, double step)
    {
        double Move(double value, BaseQuantity quantity) => quantity == moved ? value + step : value;
        double target = Move(d + 2.25, BaseQuantity.TargetLogit), others = Move(2.25, BaseQuantity.OthersLogSumExp);
        double mean = Move(-0.5, BaseQuantity.MeanLogit), entropy = Move(1.125, BaseQuantity.OthersEntropy);
        return Interpreter.Evaluate(
            expr, name => name == "a" ? 0.375 : 1.25, statistic => SampleRow.Statistic(statistic, target - others, others, mean, entropy));
    }
}
