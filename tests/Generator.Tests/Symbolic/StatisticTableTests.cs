using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

/// <summary>Every statistic has its line in the table, and its property everywhere that generated code reads it.</summary>
public sealed class StatisticTableTests
{
    public static TheoryData<string> Statistics => [.. Enum.GetNames<RowStatistic>()];

    [Theory]
    [MemberData(nameof(Statistics))]
    public void Each_has_a_line_and_its_properties(string name)
    {
        StatisticFacts facts = StatisticTable.Of(Enum.Parse<RowStatistic>(name));
        Assert.Equal(facts.IsProperty, typeof(Row).GetProperty(name) is not null);
        // The class count is a constant of the kernel.
        if (name == nameof(RowStatistic.Classes))
            return;
        Assert.NotNull(typeof(RowStatistics<double, Float64Math>).GetProperty(name));
        Assert.NotNull(typeof(TorchRow).GetProperty(name));
    }

    [Theory]
    [MemberData(nameof(Statistics))]
    public void Each_is_in_its_range_and_has_its_sign(string name)
    {
        StatisticFacts facts = StatisticTable.Of(Enum.Parse<RowStatistic>(name));
        foreach (double target in (double[])[-30, -2, 0.5, 2, 30])
        {
            // Two other classes with the logits 0 and 1.
            double others = Math.Log(1 + Math.E), q = Math.E / (1 + Math.E), entropy = -q * Math.Log(q) - (1 - q) * Math.Log(1 - q);
            double value = facts.Value(new BaseValues(target, others, (target + 1) / 3, entropy, Maximum: 1, Classes: 3));
            Assert.InRange(value, facts.Range.Low, facts.Range.High);
            if (facts.Sign != ExactSign.Unknown)
                Assert.Equal(facts.Sign == ExactSign.Positive, value > 0);
        }
    }
}
