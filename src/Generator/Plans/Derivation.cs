using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;
using SparseLsr.Gen.Generator.Symbolic.Derivatives;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>
/// A loss and its derivatives by the four base quantities and by the logit of a class, simplified. The gradient of a row is
/// g_t = T + Z/C and g_j = q_j·(U − E·(log q_j + H′)) + Z/C + G for the other classes. Each derivative is formed by itself: none is a
/// difference of two others, which would lose what survives only as that difference.
/// </summary>
/// <param name="Loss">The loss.</param>
/// <param name="ByTarget">T, by the target's logit z_t.</param>
/// <param name="ByOthers">U, by the others' log-sum-exp ℓ′.</param>
/// <param name="ByMean">Z, by the mean logit.</param>
/// <param name="ByEntropy">E, by the others' entropy.</param>
/// <param name="ByClass">
/// G, what is added for each of the other classes: Σ_s ∂L/∂s·∂φ_s/∂z_j over the sums s = Σ′ φ_s of the loss, and for the classes with
/// the largest logit the derivative by it, divided by their number; zero for a loss without either.
/// </param>
/// <param name="ByInputs">By each number that comes with the row, in order of declaration.</param>
/// <param name="Rewrites">What the simplifier did to the loss, for the remarks of the generated file.</param>
internal sealed record Derivation(
    Expr Loss,
    Expr ByTarget,
    Expr ByOthers,
    Expr ByMean,
    Expr ByEntropy,
    Expr ByClass,
    EquatableArray<Expr> ByInputs,
    EquatableArray<string> Rewrites)
{
    /// <summary>The derivatives of a loss.</summary>
    /// <param name="declared">The loss as declared.</param>
    /// <param name="transform">The transform of the logits as declared; null without one.</param>
    /// <param name="inputs">The names of the numbers that come with the row.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Derivation Of(Expr declared, Expr? transform, IEnumerable<string> inputs, CancellationToken cancellation = default)
    {
        var simplifier = new Simplifier(cancellation);
        Expr loss = simplifier.Simplify(declared);
        EquatableArray<string> rewrites = new(simplifier.Rewrites);

        Expr By(BaseQuantity quantity) => Finish(Differentiator.Differentiate(loss, quantity, simplifier));
        Expr Finish(Expr expr) => CommonFactors.Extract(expr, simplifier);
        Expr ByInput(string input)
        {
            Expr direct = Differentiator.ByInput(loss, input, simplifier);
            return transform is null ? direct : simplifier.Add(direct, InputOfTransform.Derivative(loss, transform, input, simplifier));
        }
        return new Derivation(
            Finish(loss), By(BaseQuantity.TargetLogit), By(BaseQuantity.OthersLogSumExp), By(BaseQuantity.MeanLogit),
            By(BaseQuantity.OthersEntropy), Finish(OfClass(loss, simplifier)),
            new(inputs.Select(input => Finish(ByInput(input)))), rewrites);
    }

    /// <summary>G, not yet finished.</summary>
    public static Expr OfClass(Expr loss, Simplifier simplifier) =>
        simplifier.Add(SumsOf([loss])
            .Select(sum => simplifier.Multiply(
                Differentiator.BySum(loss, sum, simplifier), Differentiator.ByClassLogit(sum.Operands[0], simplifier)))
            .Append(OfMaximum(loss, simplifier)).Append(Constant.Zero));

    /// <summary>The derivative by the largest other logit, which those classes share that have it.</summary>
    private static Expr OfMaximum(Expr loss, Simplifier simplifier)
    {
        Expr has = simplifier.Make(
            Operator.Select,
            simplifier.Make(Operator.Equal, RowStatistic.ClassLogit, RowStatistic.MaxOtherLogit),
            Constant.One,
            Constant.Zero);
        Expr byMaximum = Differentiator.Differentiate(loss, BaseQuantity.OthersMaximum, simplifier);
        // At least 1, also where there is no other class.
        Expr count = simplifier.Make(Operator.Max, Constant.One, simplifier.Make(Operator.SumOthers, has));
        return simplifier.Multiply(simplifier.Divide(byMaximum, count), has);
    }

    /// <summary>The sums over classes in expressions, each after those that it uses.</summary>
    public static IEnumerable<Operation> SumsOf(IEnumerable<Expr> roots) =>
        Expr.PostOrder(roots).OfType<Operation>().Where(operation => operation.Operator == Operator.SumOthers);

    /// <summary>Whether the mean of the logits is needed.</summary>
    public bool UsesMean => Uses(facts => facts.NeedsMean) || !ByMean.Equals(Constant.Zero);

    /// <summary>Whether the others' entropy is needed.</summary>
    public bool UsesEntropy => Uses(facts => facts.NeedsEntropy) || !ByEntropy.Equals(Constant.Zero);

    /// <summary>Whether the loss is undefined for a single class.</summary>
    public bool RequiresTwoClasses => Statistics([Loss]).Any(facts => facts.NeedsTwoClasses);

    /// <summary>Whether the gradient is zero everywhere.</summary>
    public bool IsFlat => Derivatives.All(derivative => derivative.Equals(Constant.Zero));

    private Expr[] Derivatives => [ByTarget, ByOthers, ByMean, ByEntropy, ByClass];

    private bool Uses(Func<StatisticFacts, bool> need) => Statistics([Loss, .. Derivatives, .. ByInputs]).Any(need);

    private static IEnumerable<StatisticFacts> Statistics(Expr[] roots) =>
        Expr.PostOrder(roots).OfType<Statistic>().Select(statistic => StatisticTable.Of(statistic.Kind));
}
