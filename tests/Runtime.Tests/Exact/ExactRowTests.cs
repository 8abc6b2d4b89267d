using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Exact;

public sealed class ExactRowTests
{
    private const double Masked = double.NegativeInfinity;

    public static TheoryData<string, double[], int> Rows => new()
    {
        { "ordinary", [1.5, -0.25, 3, 0.125], 2 },
        { "two classes", [0.3, -2.7], 0 },
        { "confident", [-3, 60, 1], 1 },
        { "wrong", [-3, 60, 1], 0 },
        { "offset", [10_000.5, 9_999.25, 10_001], 1 },
        { "others masked", [Masked, 0.5, 2, Masked, -1], 2 },
    };

    private static readonly RowStatistic[] s_properties =
        [.. Enum.GetValues<RowStatistic>().Where(statistic => statistic <= RowStatistic.Classes)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_statistic_is_what_its_definition_says(string kind, double[] logits, int target)
    {
        var row = new ExactRow(logits, target);
        var defined = new DefinedStatistics([.. logits.Select(logit => (BigFloat)logit)], target);
        foreach (RowStatistic statistic in s_properties)
        {
            BigFloat expected = defined.Of(statistic), actual = row.Statistics.Of(statistic);
            bool equal = expected == actual || BigFloat.Abs(actual - expected) <= BigFloat.Abs(expected) * 1e-60;
            Assert.True(equal, $"{statistic} of the {kind} row is {actual}, defined as {expected}");
        }
    }

    /// <summary>Digits from mpmath.</summary>
    [Fact]
    public void Agrees_with_known_digits()
    {
        ExactStatistics row = new ExactRow([1.5, -0.25, 3, 0.125], 2).Statistics;
        Assert.Equal(3.276358583667718746398137735107796289481, row.Of(RowStatistic.LogSumExp).ToDouble());
        Assert.Equal(0.7585408816165217459953711768389700306309, row.Of(RowStatistic.Prob).ToDouble());
        Assert.Equal(0.2414591183834782540046288231610299693691, row.Of(RowStatistic.Complement).ToDouble());
        Assert.Equal(0.7488596281504047049045416538509353044163, row.Of(RowStatistic.Entropy).ToDouble());
    }

    [Theory]
    [InlineData(nameof(RowStatistic.LogOdds), double.NegativeInfinity)]
    [InlineData(nameof(RowStatistic.LogProb), double.NegativeInfinity)]
    [InlineData(nameof(RowStatistic.Prob), 0)]
    [InlineData(nameof(RowStatistic.Complement), 1)]
    [InlineData(nameof(RowStatistic.LogComplement), 0)]
    [InlineData(nameof(RowStatistic.MeanLogit), double.NegativeInfinity)]
    [InlineData(nameof(RowStatistic.LogSumExp), 0.69314718055994530942)]
    [InlineData(nameof(RowStatistic.Entropy), 0.69314718055994530942)]
    public void Of_a_masked_target(string statistic, double expected) =>
        Assert.Equal(expected, new ExactRow([0, Masked, 0], 1).Statistics.Of(Named(statistic)).ToDouble());

    [Theory]
    [InlineData(nameof(RowStatistic.LogOdds), double.PositiveInfinity)]
    [InlineData(nameof(RowStatistic.LogProb), 0)]
    [InlineData(nameof(RowStatistic.Prob), 1)]
    [InlineData(nameof(RowStatistic.Complement), 0)]
    [InlineData(nameof(RowStatistic.LogComplement), double.NegativeInfinity)]
    [InlineData(nameof(RowStatistic.TargetLogit), 3)]
    [InlineData(nameof(RowStatistic.LogSumExp), 3)]
    [InlineData(nameof(RowStatistic.Entropy), 0)]
    public void Where_no_other_class_is_left(string statistic, double expected)
    {
        Assert.Equal(expected, new ExactRow([Masked, 3], 1).Statistics.Of(Named(statistic)).ToDouble());
        Assert.Equal(expected, new ExactRow([3], 0).Statistics.Of(Named(statistic)).ToDouble());
    }

    [Theory]
    [InlineData(Masked, Masked)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NaN, 1)]
    public void Undefined_rows_are_NaN(double target, double other)
    {
        ExactStatistics row = new ExactRow([target, other], 0).Statistics;
        RowStatistic[] always = [RowStatistic.Target, RowStatistic.Classes];
        Assert.All(s_properties.Except(always), property => Assert.True(row.Of(property).IsNaN));
        Assert.All(always, property => Assert.False(row.Of(property).IsNaN));
    }

    private static RowStatistic Named(string statistic) => Enum.Parse<RowStatistic>(statistic);
}
