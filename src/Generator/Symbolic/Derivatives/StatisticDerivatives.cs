using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Symbolic.Derivatives;

/// <summary>The derivatives of the row statistics by the four base quantities.</summary>
internal static class StatisticDerivatives
{
    private static readonly Expr Prob = RowStatistic.Prob;
    private static readonly Expr Complement = RowStatistic.Complement;

    public static Expr Of(RowStatistic statistic, BaseQuantity by, Simplifier s) => by switch
    {
        BaseQuantity.LogOdds => ByLogOdds(statistic, s),
        BaseQuantity.OthersLogSumExp => statistic switch
        {
            RowStatistic.TargetLogit or RowStatistic.TargetOffset or RowStatistic.LogSumExp or RowStatistic.LogSumExpOffset => Constant.One,
            RowStatistic.MeanLogProb => s.Negate(Constant.One),
            _ => Constant.Zero,
        },
        BaseQuantity.MeanLogit => statistic is RowStatistic.MeanLogit or RowStatistic.MeanOffset or RowStatistic.MeanLogProb
            ? Constant.One
            : Constant.Zero,
        _ => statistic switch
        {
            RowStatistic.OthersEntropy => Constant.One,
            RowStatistic.Entropy => Complement,
            _ => Constant.Zero,
        },
    };

    /// <summary>
    /// The offsets count as the logits they belong to: they occur only where m′ cancels, and its derivative with it.
    /// </summary>
    private static Expr ByLogOdds(RowStatistic statistic, Simplifier s) => statistic switch
    {
        RowStatistic.LogOdds or RowStatistic.TargetLogit or RowStatistic.TargetOffset => Constant.One,
        RowStatistic.LogProb => Complement,
        RowStatistic.LogComplement => s.Negate(Prob),
        RowStatistic.Prob => s.Multiply(Prob, Complement),
        RowStatistic.Complement => s.Negate(s.Multiply(Prob, Complement)),
        RowStatistic.LogSumExp or RowStatistic.LogSumExpOffset => Prob,
        RowStatistic.MeanLogProb => s.Negate(Prob),
        RowStatistic.Entropy => s.Negate(s.Multiply(Prob, Complement, s.Add(RowStatistic.LogOdds, RowStatistic.OthersEntropy))),
        _ => Constant.Zero,
    };
}
