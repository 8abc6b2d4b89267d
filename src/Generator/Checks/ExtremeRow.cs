using SparseLsr.Gen.Generator.Symbolic;

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

    private double OthersLogSumExp { get; } = Math.Log(classCount - 1);

    private double TargetLogit => logOdds + OthersLogSumExp;

    private double LogSumExp => TargetLogit + Functions.Softplus(-logOdds);

    public double ValueOf(RowStatistic statistic) => statistic switch
    {
        RowStatistic.LogOdds => logOdds,
        RowStatistic.LogProb => -Functions.Softplus(-logOdds),
        RowStatistic.Prob => Functions.Sigmoid(logOdds),
        RowStatistic.LogComplement => -Functions.Softplus(logOdds),
        RowStatistic.Complement => Functions.Sigmoid(-logOdds),
        RowStatistic.TargetLogit or RowStatistic.TargetOffset => TargetLogit,
        RowStatistic.LogSumExp or RowStatistic.LogSumExpOffset => LogSumExp,
        RowStatistic.MeanLogit or RowStatistic.MeanOffset => TargetLogit / classCount,
        RowStatistic.MeanLogProb => TargetLogit / classCount - LogSumExp,
        RowStatistic.Entropy => Functions.Softplus(-Math.Abs(logOdds)) + Math.Abs(logOdds) * Functions.Sigmoid(-Math.Abs(logOdds))
            + Functions.Sigmoid(-logOdds) * OthersLogSumExp,
        RowStatistic.Classes => classCount,
        RowStatistic.OthersEntropy => OthersLogSumExp,
        RowStatistic.OthersMaximum => 0,
        _ => throw new InvalidOperationException($"No value for {statistic}."),
    };
}
