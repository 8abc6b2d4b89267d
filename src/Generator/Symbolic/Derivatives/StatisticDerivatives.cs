using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Symbolic.Derivatives;

/// <summary>The derivatives of the row statistics by the four base quantities.</summary>
internal static class StatisticDerivatives
{
    private static readonly Expr Prob = RowStatistic.Prob;
    private static readonly Expr Complement = RowStatistic.Complement;

    public static Expr Of(RowStatistic statistic, BaseQuantity by, Simplifier s) => by switch
    {
        BaseQuantity.TargetLogit => ByTargetLogit(statistic, s),
        BaseQuantity.OthersLogSumExp => ByOthersLogSumExp(statistic, s),
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
    /// The offsets have the derivatives of the logits they belong to: they occur only where m′ cancels, and its derivative with it.
    /// </summary>
    private static Expr ByTargetLogit(RowStatistic statistic, Simplifier s) => statistic switch
    {
        RowStatistic.LogOdds or RowStatistic.TargetLogit or RowStatistic.TargetOffset => Constant.One,
        RowStatistic.LogProb => Complement,
        RowStatistic.LogComplement => s.Negate(Prob),
        RowStatistic.Prob => s.Multiply(Prob, Complement),
        RowStatistic.Complement => s.Negate(s.Multiply(Prob, Complement)),
        RowStatistic.LogSumExp or RowStatistic.LogSumExpOffset => Prob,
        RowStatistic.MeanLogProb => s.Negate(Prob),
        RowStatistic.Entropy => s.Negate(EntropyByLogOdds(s)),
        _ => Constant.Zero,
    };

    private static Expr ByOthersLogSumExp(RowStatistic statistic, Simplifier s) => statistic switch
    {
        RowStatistic.LogOdds => s.Negate(Constant.One),
        RowStatistic.LogProb => s.Negate(Complement),
        RowStatistic.LogComplement => Prob,
        RowStatistic.Prob => s.Negate(s.Multiply(Prob, Complement)),
        RowStatistic.Complement => s.Multiply(Prob, Complement),
        RowStatistic.LogSumExp or RowStatistic.LogSumExpOffset => Complement,
        RowStatistic.MeanLogProb => s.Negate(Complement),
        RowStatistic.Entropy => EntropyByLogOdds(s),
        _ => Constant.Zero,
    };

    /// <summary>−∂H/∂d = p(1 − p)(d + H′).</summary>
    private static Expr EntropyByLogOdds(Simplifier s) =>
        s.Multiply(Prob, Complement, s.Add(RowStatistic.LogOdds, RowStatistic.OthersEntropy));
}
