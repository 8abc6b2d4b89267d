using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>The statistics of a row whose target has the given log-odds and whose other logits are all the same.</summary>
internal sealed class ExtremeRow(double logOdds, double otherLogit, double classCount)
{
    private BaseValues Values { get; } = new(
        Target: otherLogit + logOdds + Math.Log(classCount - 1), Others: otherLogit + Math.Log(classCount - 1),
        Mean: otherLogit + (logOdds + Math.Log(classCount - 1)) / classCount,
        Entropy: Math.Log(classCount - 1), Maximum: otherLogit, classCount)
    {
        ClassLogit = otherLogit,
    };

    /// <summary>The other classes.</summary>
    public IReadOnlyList<Func<RowStatistic, double>> Others =>
        [.. Enumerable.Repeat<Func<RowStatistic, double>>(ValueOf, (int)classCount - 1)];

    /// <summary>The value of a statistic of the row, or of one of the other classes, which are all alike.</summary>
    public double ValueOf(RowStatistic statistic) => StatisticTable.Of(statistic).Value(Values);
}
