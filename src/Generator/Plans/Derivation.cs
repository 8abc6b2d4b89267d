using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// A loss and its derivatives by the four base quantities, simplified. The gradient of a row is
/// g_t = T + Z/C and g_j = q_j·(U − E·(log q_j + H′)) + Z/C for the other classes. Each derivative is formed by itself: none is a
/// difference of two others, which would lose what survives only as that difference.
/// </summary>
/// <param name="Loss">The loss.</param>
/// <param name="ByTarget">T, by the target's logit z_t.</param>
/// <param name="ByOthers">U, by the others' log-sum-exp ℓ′.</param>
/// <param name="ByMean">Z, by the mean logit.</param>
/// <param name="ByEntropy">E, by the others' entropy.</param>
/// <param name="Rewrites">What the simplifier did to the loss, for the remarks of the generated file.</param>
internal sealed record Derivation(
    Expr Loss,
    Expr ByTarget,
    Expr ByOthers,
    Expr ByMean,
    Expr ByEntropy,
    EquatableArray<string> Rewrites)
{
    private static readonly RowStatistic[] MeanStatistics = [RowStatistic.MeanLogit, RowStatistic.MeanLogProb, RowStatistic.MeanOffset];
    private static readonly RowStatistic[] EntropyStatistics = [RowStatistic.Entropy, RowStatistic.OthersEntropy];
    private static readonly RowStatistic[] TwoClassStatistics = [RowStatistic.LogOdds, RowStatistic.LogComplement];

    public static Derivation Of(Expr declared, CancellationToken cancellation = default)
    {
        var simplifier = new Simplifier(cancellation);
        Expr loss = simplifier.Simplify(declared);
        EquatableArray<string> rewrites = new(simplifier.Rewrites);

        Expr By(BaseQuantity quantity) => Finish(Differentiator.Differentiate(loss, quantity, simplifier));
        Expr Finish(Expr expr) => CommonFactors.Extract(expr, simplifier);
        return new Derivation(
            Finish(loss), By(BaseQuantity.TargetLogit), By(BaseQuantity.OthersLogSumExp), By(BaseQuantity.MeanLogit),
            By(BaseQuantity.OthersEntropy), rewrites);
    }

    /// <summary>Whether the mean of the logits is needed.</summary>
    public bool UsesMean => Uses(MeanStatistics) || !ByMean.Equals(Constant.Zero);

    /// <summary>Whether the others' entropy is needed.</summary>
    public bool UsesEntropy => Uses(EntropyStatistics) || !ByEntropy.Equals(Constant.Zero);

    /// <summary>Whether the loss is undefined for a single class.</summary>
    public bool RequiresTwoClasses => Statistics([Loss]).Any(TwoClassStatistics.Contains);

    /// <summary>Whether the gradient is zero everywhere.</summary>
    public bool IsFlat => Derivatives.All(derivative => derivative.Equals(Constant.Zero));

    private Expr[] Derivatives => [ByTarget, ByOthers, ByMean, ByEntropy];

    private bool Uses(RowStatistic[] statistics) => Statistics([Loss, .. Derivatives]).Any(statistics.Contains);

    private static IEnumerable<RowStatistic> Statistics(Expr[] roots) =>
        Expr.PostOrder(roots).OfType<Statistic>().Select(statistic => statistic.Kind);
}
