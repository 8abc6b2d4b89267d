using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Generator.Plans;
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
        RowStatistic statistic = Enum.Parse<RowStatistic>(name);
        StatisticFacts facts = StatisticTable.Of(statistic);
        if (new Statistic(statistic).IsOfClass)
        {
            string property = Names.PropertyOf(statistic);
            Assert.All([typeof(RowClass), typeof(IClassValues<>), typeof(TorchClass)], type => Assert.NotNull(type.GetProperty(property)));
            return;
        }
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
            var values = new BaseValues(target, others, (target + 1) / 3, entropy, Maximum: 1, Classes: 3) { TargetClass = 2 };
            for (int j = 0; j < 2; j++)
            {
                double value = facts.Value(values with { ClassLogit = j, ClassIndex = j });
                Assert.InRange(value, facts.Range.Low, facts.Range.High);
                if (facts.Sign != ExactSign.Unknown)
                    Assert.Equal(facts.Sign == ExactSign.Positive, value > 0);
            }
        }
    }

    /// <summary>By the class's own logit, z_t and ℓ′, where these move alone.</summary>
    [Theory]
    [MemberData(nameof(Statistics))]
    public void Each_of_a_class_has_its_derivatives(string name)
    {
        const double Step = 1e-5;
        StatisticFacts facts = StatisticTable.Of(Enum.Parse<RowStatistic>(name));
        if (!new Statistic(Enum.Parse<RowStatistic>(name)).IsOfClass)
            return;
        foreach (double target in (double[])[-3, 0.5, 2])
        {
            var values = new BaseValues(target, Others: 1.3, Mean: 0.5, Entropy: 0.6, Maximum: 1, Classes: 3) { ClassLogit = 0.7, ClassIndex = 1 };
            Agrees(facts.ByClass, step => values with { ClassLogit = values.ClassLogit + step });
            Agrees(facts.ByTarget, step => values with { Target = values.Target + step });
            Agrees(facts.ByOthers, step => values with { Others = values.Others + step });

            void Agrees(Expr derivative, Func<double, BaseValues> moved)
            {
                double difference = (facts.Value(moved(Step)) - facts.Value(moved(-Step))) / (2 * Step);
                Assert.Equal(difference, Interpreter.Evaluate(derivative, _ => 0, kind => StatisticTable.Of(kind).Value(values)), 1e-9);
            }
        }
    }
}
