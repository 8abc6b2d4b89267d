using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Tests.Symbolic;

/// <summary>The statistics of a made-up row, consistent with each other, as functions of the four base quantities.</summary>
internal static class SampleRow
{
    private const double Maximum = 1.5;
    private const double Classes = 7;

    public static double Statistic(RowStatistic statistic, double d, double othersLogSumExp = 2.25, double mean = -0.5, double othersEntropy = 1.125)
    {
        double prob = 1 / (1 + Math.Exp(-d)), complement = 1 / (1 + Math.Exp(d));
        double target = d + othersLogSumExp;
        double logSumExp = Math.Log(Math.Exp(target) + Math.Exp(othersLogSumExp));
        return statistic switch
        {
            RowStatistic.LogOdds => d,
            RowStatistic.LogProb => Math.Log(prob),
            RowStatistic.Prob => prob,
            RowStatistic.LogComplement => Math.Log(complement),
            RowStatistic.Complement => complement,
            RowStatistic.TargetLogit => target,
            RowStatistic.LogSumExp => logSumExp,
            RowStatistic.MeanLogit => mean,
            RowStatistic.MeanLogProb => mean - logSumExp,
            RowStatistic.Entropy => -prob * Math.Log(prob) - complement * Math.Log(complement) + complement * othersEntropy,
            RowStatistic.OthersEntropy => othersEntropy,
            RowStatistic.Target => 3,
            RowStatistic.Classes => Classes,
            RowStatistic.OthersMaximum => Maximum,
            RowStatistic.TargetOffset => target - Maximum,
            RowStatistic.LogSumExpOffset => logSumExp - Maximum,
            RowStatistic.MeanOffset => mean - Maximum,
            _ => throw new ArgumentOutOfRangeException(nameof(statistic)),
        };
    }
}
