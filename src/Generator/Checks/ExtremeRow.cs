using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Checks;

/// <summary>A row of ten classes, nine logits 0 and the target's such that its log-odds are given, and all that is known of it.</summary>
internal sealed class ExtremeRow(double logOdds)
{
    private const double ClassCount = 10;
    private static readonly double OthersLogSumExp = Math.Log(ClassCount - 1);

    /// <summary>Where 1 − p, and then p itself, are too small for a double, and the opposite.</summary>
    public static readonly ExtremeRow[] All = [new(50), new(800), new(-50), new(-800)];

    public double LogOdds => logOdds;

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
        RowStatistic.MeanLogit or RowStatistic.MeanOffset => TargetLogit / ClassCount,
        RowStatistic.MeanLogProb => TargetLogit / ClassCount - LogSumExp,
        RowStatistic.Entropy => Functions.Softplus(-Math.Abs(logOdds)) + Math.Abs(logOdds) * Functions.Sigmoid(-Math.Abs(logOdds))
            + Functions.Sigmoid(-logOdds) * OthersLogSumExp,
        RowStatistic.Classes => ClassCount,
        RowStatistic.OthersEntropy => OthersLogSumExp,
        RowStatistic.OthersMaximum => 0,
        _ => throw new InvalidOperationException($"No value for {statistic}."),
    };
}
