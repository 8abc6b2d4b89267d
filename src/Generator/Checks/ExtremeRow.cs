using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>The statistics of a row whose target has the given log-odds and whose other logits are 0.</summary>
internal sealed class ExtremeRow(double logOdds, double classCount)
{
    /// <summary>
    /// Distances of the log-odds from 0, ascending: at 50, p rounds to 1; up to 700, exp(d) does not overflow; at 760, 1 − p is 0 in a
    /// double; and so for negative log-odds with p and 1 − p exchanged.
    /// </summary>
    public static readonly double[] Distances = [50, 700, 760, 10_000];

    /// <summary>Few classes, and more than a few.</summary>
    private static readonly double[] ClassCounts = [3, 10];

    /// <summary>The rows at a distance, with p close to 1 or to 0.</summary>
    public static IEnumerable<ExtremeRow> At(double distance, bool closeToOne) =>
        ClassCounts.Select(count => new ExtremeRow(closeToOne ? distance : -distance, count));

    private BaseValues Values { get; } = new(
        Target: logOdds + Math.Log(classCount - 1), Others: Math.Log(classCount - 1), Mean: (logOdds + Math.Log(classCount - 1)) / classCount,
        Entropy: Math.Log(classCount - 1), Maximum: 0, classCount);

    /// <summary>The other classes.</summary>
    public IReadOnlyList<Func<RowStatistic, double>> Others =>
        [.. Enumerable.Repeat<Func<RowStatistic, double>>(ValueOf, (int)classCount - 1)];

    /// <summary>The value of a statistic of the row, or of one of the other classes, which are all alike.</summary>
    public double ValueOf(RowStatistic statistic) => StatisticTable.Of(statistic).Value(Values);
}
