using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Exact;

public sealed class ExactLossTests
{
    private const double Masked = double.NegativeInfinity;

    private static readonly Expr s_prob = RowStatistic.Prob;
    private static readonly Expr s_logProb = RowStatistic.LogProb;
    private static readonly Expr s_complement = RowStatistic.Complement;

    /// <summary>Losses that between them use every statistic and every operator that has an exact counterpart.</summary>
    private static readonly Dictionary<string, Expr> s_losses = new()
    {
        ["cross entropy"] = -s_logProb,
        ["focal"] = -Call(Operator.Pow, 1 - s_prob, new Parameter("gamma")) * s_logProb,
        ["label smoothing"] = -0.9 * s_logProb - 0.1 * (Expr)RowStatistic.MeanLogProb,
        ["confidence penalty"] = -s_logProb - 0.1 * (Expr)RowStatistic.Entropy,
        ["z-loss"] = -s_logProb + 0.001 * Call(Operator.Pow, RowStatistic.LogSumExp, 2.0),
        ["sparse label smoothing"] = -0.9 * s_logProb - 0.1 * Call(Operator.Log, (1 - s_prob) / ((Expr)RowStatistic.Classes - 1)),
        ["logits"] = (Expr)RowStatistic.TargetLogit * RowStatistic.LogSumExp / (2 + Call(Operator.Abs, RowStatistic.MeanLogit)),
        ["entropy and mean"] = RowStatistic.Entropy * Call(Operator.Sigmoid, RowStatistic.MeanLogProb),
        ["log-odds"] = Call(Operator.Softplus, (Expr)RowStatistic.LogOdds / 3) * Call(Operator.Sqrt, s_complement),
        ["powers"] = Call(Operator.ExpM1, 0.7 * s_logProb)
            + Call(Operator.LogP1, s_complement) + Call(Operator.Exp, RowStatistic.LogComplement),
        ["piecewise"] = Call(
            Operator.Select,
            Call(Operator.Less, s_prob, 0.5),
            Call(Operator.Min, s_prob, s_complement),
            Call(Operator.Clamp, s_logProb, -1.0, 0.0)),
    };

    private static readonly Dictionary<string, double[]> s_rows = new()
    {
        ["ordinary"] = [1.5, -0.25, 3, 0.125],
        ["spread"] = [15, -2.5, 30, 1],
        ["two classes"] = [0.3, -2.7],
        ["offset"] = [10_000.5, 9_999.25, 10_001],
    };

    public static TheoryData<string, string> LossesAndRows =>
        [.. from loss in s_losses.Keys from row in s_rows.Keys select (loss, row)];

    [Theory]
    [MemberData(nameof(LossesAndRows))]
    public void The_gradient_is_the_difference_quotient_of_the_definition(string lossName, string rowName)
    {
        ExactLoss loss = Declared(s_losses[lossName]);
        double[] logits = s_rows[rowName];
        for (int target = 0; target < logits.Length; target++)
        {
            ExactResult result = loss.Evaluate(new ExactRow(logits, target));
            double[] expected = [.. Enumerable.Range(0, logits.Length).Select(j => Quotient(loss, logits, target, j))];
            double largest = expected.Max(Math.Abs);
            for (int j = 0; j < logits.Length; j++)
            {
                string what = $"{lossName}, {rowName} row, target {target}, class {j}: {result.Gradient[j]}, expected {expected[j]}";
                Assert.True(Math.Abs(result.Gradient[j] - expected[j]) <= 1e-15 * largest, what);
            }
        }
    }

    [Fact]
    public void Value_and_gradient_of_cross_entropy_are_the_known_answers()
    {
        ExactResult result = Declared(s_losses["cross entropy"]).Evaluate(new ExactRow([0, 0, 0, 0], 1));
        Assert.Equal(Math.Log(4), result.Value, 1e-15);
        Assert.Equal([0.25, -0.75, 0.25, 0.25], result.Gradient);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(700)]
    public void Keeps_the_relative_precision_of_a_confident_row(int logOdds)
    {
        // 1 − p is exp(−700), written by the user as a difference of ones.
        ExactResult result = Declared((1 - s_prob) * 2).Evaluate(new ExactRow([logOdds, 0], 0));
        double complement = BigFloat.Sigmoid(-logOdds).ToDouble();
        Assert.Equal(2 * complement, result.Value);
        Assert.Equal(1, result.Gradient[1] / (2 * complement), 1e-10);
        Assert.Equal(-result.Gradient[0], result.Gradient[1]);
    }

    [Fact]
    public void A_masked_target_has_the_gradient_that_the_loss_tends_to()
    {
        ExactResult result = Declared(s_losses["cross entropy"]).Evaluate(new ExactRow([0, Masked, 0], 1));
        Assert.Equal(double.PositiveInfinity, result.Value);
        Assert.Equal([0.5, -1, 0.5], result.Gradient);
        Assert.Equal(0, Declared(s_losses["focal"]).Evaluate(new ExactRow([Masked, 2, Masked], 1)).Value);
    }

    [Fact]
    public void A_masked_class_has_no_gradient_though_the_mean_is_infinite()
    {
        ExactResult result = Declared(s_losses["label smoothing"]).Evaluate(new ExactRow([0, Masked, 0], 0));
        Assert.Equal(double.PositiveInfinity, result.Value);
        Assert.Equal(0, result.Gradient[1]);
        Assert.Equal(0.5 - 0.9 - 0.1 / 3, result.Gradient[0], 1e-15);
        Assert.Equal(0.5 - 0.1 / 3, result.Gradient[2], 1e-15);
    }

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void A_kink_has_the_mean_of_its_sides(double logOdds, double slope)
    {
        ExactResult result = Declared(Call(Operator.Abs, RowStatistic.LogOdds)).Evaluate(new ExactRow([logOdds, 0], 0));
        Assert.Equal([slope, -slope], result.Gradient);
    }

    [Fact]
    public void What_is_detached_is_held_where_the_row_moves()
    {
        Expr weight = Call(Operator.Detach, 1 - s_prob);
        ExactResult result = Declared(-weight * s_logProb).Evaluate(new ExactRow([1.5, -0.25, 3, 0.125], 2));
        ExactResult plain = Declared(-s_logProb).Evaluate(new ExactRow([1.5, -0.25, 3, 0.125], 2));
        double complement = -plain.Gradient[2];
        Assert.Equal(complement * plain.Value, result.Value, 1e-15);
        for (int j = 0; j < 4; j++)
            Assert.Equal(complement * plain.Gradient[j], result.Gradient[j], 1e-15);
    }

    private static Expr Call(Operator @operator, params Expr[] operands) => new Operation(@operator, operands);

    private static ExactLoss Declared(Expr loss) => new(loss, new Dictionary<string, double> { ["gamma"] = 2.5 });

    private static double Quotient(ExactLoss loss, double[] logits, int target, int j)
    {
        BigFloat above = Moved(1), below = Moved(-1);
        return ((above - below) / (2 * ExactRow.Step)).ToDouble();

        BigFloat Moved(int steps)
        {
            BigFloat[] moved = [.. logits.Select(logit => (BigFloat)logit)];
            moved[j] += steps * ExactRow.Step;
            return loss.Evaluate(new DefinedStatistics(moved, target).Of);
        }
    }
}
