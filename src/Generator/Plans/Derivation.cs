using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// A loss and its derivatives by the four base quantities, simplified. The gradient of a row is
/// g_t = D + Z/C and g_j = q_j·(Λ − D − E·(log q_j + H′)) + Z/C for the other classes.
/// </summary>
/// <param name="Loss">The loss.</param>
/// <param name="ByLogOdds">D.</param>
/// <param name="ByOthersLogSumExp">Λ.</param>
/// <param name="ByMeanLogit">Z.</param>
/// <param name="ByOthersEntropy">E.</param>
/// <param name="Others">Λ − D.</param>
/// <param name="Mean">Z/C.</param>
/// <param name="Target">D + Z/C.</param>
/// <param name="Rewrites">What the simplifier did to the loss and is worth telling.</param>
internal sealed record Derivation(
    Expr Loss,
    Expr ByLogOdds,
    Expr ByOthersLogSumExp,
    Expr ByMeanLogit,
    Expr ByOthersEntropy,
    Expr Others,
    Expr Mean,
    Expr Target,
    EquatableArray<string> Rewrites)
{
    private static readonly RowStatistic[] MeanStatistics = [RowStatistic.MeanLogit, RowStatistic.MeanLogProb, RowStatistic.MeanOffset];
    private static readonly RowStatistic[] EntropyStatistics = [RowStatistic.Entropy, RowStatistic.OthersEntropy];
    private static readonly RowStatistic[] TwoClassStatistics = [RowStatistic.LogOdds, RowStatistic.LogComplement];

    public static Derivation Of(Expr declared)
    {
        var simplifier = new Simplifier();
        Expr loss = simplifier.Simplify(declared);
        EquatableArray<string> rewrites = new(simplifier.Rewrites);

        Expr byLogOdds = Differentiator.Differentiate(loss, BaseQuantity.LogOdds, simplifier);
        Expr byOthersLogSumExp = Differentiator.Differentiate(loss, BaseQuantity.OthersLogSumExp, simplifier);
        Expr byMeanLogit = Differentiator.Differentiate(loss, BaseQuantity.MeanLogit, simplifier);
        Expr byOthersEntropy = Differentiator.Differentiate(loss, BaseQuantity.OthersEntropy, simplifier);
        Expr others = simplifier.Subtract(byOthersLogSumExp, byLogOdds);
        Expr mean = simplifier.Divide(byMeanLogit, RowStatistic.Classes);
        Expr target = simplifier.Add(byLogOdds, mean);

        Expr Finish(Expr expr) => CommonFactors.Extract(expr, simplifier);
        return new Derivation(
            Finish(loss), Finish(byLogOdds), Finish(byOthersLogSumExp), Finish(byMeanLogit), Finish(byOthersEntropy),
            Finish(others), Finish(mean), Finish(target), rewrites);
    }

    /// <summary>Whether the mean of the logits is to be collected.</summary>
    public bool UsesMean => Uses(MeanStatistics) || !Mean.Equals(Constant.Zero);

    /// <summary>Whether the others' entropy is to be collected.</summary>
    public bool UsesEntropy => Uses(EntropyStatistics) || !ByOthersEntropy.Equals(Constant.Zero);

    /// <summary>Whether the loss is undefined for a single class.</summary>
    public bool RequiresTwoClasses => Statistics([Loss]).Any(TwoClassStatistics.Contains);

    /// <summary>Whether the gradient is zero everywhere.</summary>
    public bool IsFlat => new[] { ByLogOdds, ByOthersLogSumExp, ByMeanLogit, ByOthersEntropy }.All(derivative => derivative.Equals(Constant.Zero));

    private bool Uses(RowStatistic[] statistics) => Statistics([Loss, Others, Mean, Target, ByOthersEntropy]).Any(statistics.Contains);

    private static IEnumerable<RowStatistic> Statistics(Expr[] roots) =>
        Expr.PostOrder(roots).OfType<Statistic>().Select(statistic => statistic.Kind);
}
