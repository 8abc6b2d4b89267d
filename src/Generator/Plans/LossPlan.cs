using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Plans;

/// <summary>What is emitted for a loss: its derivation, and the same expressions made ready to be written as statements.</summary>
/// <param name="Model">The declaration.</param>
/// <param name="Derivation">The loss and its derivatives.</param>
/// <param name="Invariants">What is the same for every row, computed once per call: names and values, in order.</param>
/// <param name="LossLocals">What is computed before the loss, in order.</param>
/// <param name="GradientLocals">What is computed after the loss and before its derivatives, in order.</param>
/// <param name="Loss">The loss, of leaves and the names above.</param>
/// <param name="ByTarget">T = ∂L/∂z_t, of the same.</param>
/// <param name="ByOthers">U = ∂L/∂ℓ′, of the same.</param>
/// <param name="ByMean">Z = ∂L/∂z̄, of the same; null where it is zero.</param>
/// <param name="ByEntropy">E = ∂L/∂H′, of the same; null where it is zero.</param>
/// <param name="ByInputs">The derivatives by the numbers that come with the row, of the same.</param>
/// <param name="Metrics">What is computed of the row beside the loss, of the same and what is computed before it.</param>
/// <param name="MetricLocals">What is computed before these, in order.</param>
/// <param name="Transform">The transform of the logits; null without one.</param>
/// <param name="Classes">The sums over classes, and what is added to the gradient of a class.</param>
/// <param name="HasTooManySums">
/// Whether the sums need more than a kernel has: sweeps, or numbers of the row. The model is then one with errors.
/// </param>
internal sealed record LossPlan(
    LossModel Model,
    Derivation Derivation,
    EquatableArray<NamedExpr> Invariants,
    EquatableArray<NamedExpr> LossLocals,
    EquatableArray<NamedExpr> GradientLocals,
    Expr Loss,
    Expr ByTarget,
    Expr ByOthers,
    Expr? ByMean,
    Expr? ByEntropy,
    EquatableArray<Expr> ByInputs,
    EquatableArray<Expr> Metrics,
    EquatableArray<NamedExpr> MetricLocals,
    TransformPlan? Transform,
    ClassPlan Classes,
    bool HasTooManySums)
{
    /// <summary>The plan of the same loss for weights of 1; null for a loss whose weight is not a class vector.</summary>
    public LossPlan? Unweighted { get; private init; }

    /// <summary>The plan of its derivative in a direction; null where there is no kernel for it.</summary>
    public LossPlan? Directional { get; private init; }

    /// <summary>The plan of the same loss with its metrics; null for a loss without any.</summary>
    public LossPlan? WithMetrics { get; private init; }

    /// <summary>The derivatives that are not zero everywhere, and those that every gradient has.</summary>
    public IEnumerable<Expr> Derivatives => new[] { ByTarget, ByOthers, ByMean, ByEntropy }.OfType<Expr>();

    /// <summary>
    /// Whether the loss needs more than the statistics of the row, functions of a class, class vectors or inputs, or gives more: metrics.
    /// </summary>
    public bool HasClasses => Transform is not null || Classes.Sweeps.Count > 0 || Classes.Gradient is not null
        || Model.ClassVectors.Any() || Model.Inputs.Any() || Model.Learned.Any() || Metrics.Count > 0;

    /// <summary>Whether the mean of the logits is needed.</summary>
    public bool UsesMean => Derivation.UsesMean || OfMetrics.Any(facts => facts.NeedsMean);

    /// <summary>Whether the others' entropy is needed.</summary>
    public bool UsesEntropy => Derivation.UsesEntropy || OfMetrics.Any(facts => facts.NeedsEntropy);

    /// <summary>
    /// Whether anything of the softmax is needed: a loss of the logits themselves, such as a hinge, needs none of it. Without a gradient
    /// of each class, the exponentials are what the gradient is made from.
    /// </summary>
    public bool UsesSoftmax => Transform is not null || Classes.Gradient is null || UsesMean || UsesEntropy || !ByOthers.Equals(Constant.Zero)
        || Expr.PostOrder(RowValues.Concat(Classes.Functions.SelectMany(function => function.Values))).OfType<Statistic>()
            .Any(statistic => !IsOfLogits(statistic.Kind));

    /// <summary>All that is computed of a row.</summary>
    public IEnumerable<Expr> RowValues => Derivatives.Concat(ByInputs).Concat(Metrics).Prepend(Loss)
        .Concat(Classes.Functions.SelectMany(function => function.Scalars))
        .Concat(Transform is null
            ? []
            : [Transform.OfTarget, Transform.TargetSlope, .. Transform.OfOther.Scalars, .. Transform.OfAny.Scalars]);

    /// <summary>All functions of a class.</summary>
    public IEnumerable<ClassFunction> ClassFunctions =>
        Transform is null ? Classes.Functions : Classes.Functions.Append(Transform.OfOther).Append(Transform.OfAny);

    public static LossPlan Create(LossModel model, CancellationToken cancellation = default)
    {
        LossPlan plan = WithDirectional(WithUnweighted(model.WithoutMetrics(), cancellation), cancellation);
        if (model.Metrics.Count == 0)
            return plan;
        LossPlan withMetrics = WithUnweighted(model, cancellation);
        return plan with
        {
            Model = model with { HasErrors = plan.Model.HasErrors || withMetrics.Model.HasErrors },
            HasTooManySums = plan.HasTooManySums || withMetrics.HasTooManySums,
            WithMetrics = withMetrics with
            {
                Directional = plan.Directional,
                Unweighted = withMetrics.Unweighted is null
                    ? null
                    : withMetrics.Unweighted with { Directional = plan.Unweighted!.Directional },
            },
        };
    }

    private static bool IsOfLogits(RowStatistic kind) => kind
        is RowStatistic.TargetLogit or RowStatistic.Target or RowStatistic.Classes or RowStatistic.ClassLogit or RowStatistic.ClassIndex;

    private IEnumerable<StatisticFacts> OfMetrics =>
        Expr.PostOrder(Metrics).OfType<Statistic>().Select(statistic => StatisticTable.Of(statistic.Kind));

    private static LossPlan WithUnweighted(LossModel model, CancellationToken cancellation)
    {
        LossPlan plan = Of(model, cancellation);
        return model.HasWeight ? plan with { Unweighted = Of(model.WithoutWeight(), cancellation) } : plan;
    }

    private static LossPlan WithDirectional(LossPlan plan, CancellationToken cancellation)
    {
        if (plan.Unweighted is { } unweighted)
            plan = plan with { Unweighted = WithDirectional(unweighted, cancellation) };
        if (plan.Model.HasErrors || DirectionalDerivative.Of(plan.Model, plan.Derivation, cancellation) is not { } model)
            return plan;
        LossPlan directional = Of(model, cancellation);
        return directional.HasTooManySums ? plan : plan with { Directional = directional };
    }

    private static LossPlan Of(LossModel model, CancellationToken cancellation)
    {
        Derivation derivation = Derivation.Of(
            model.Loss, model.Transform, model.RowInputs.Select(input => input.Name), cancellation);
        return LossPlanner.Plan(model, derivation, cancellation);
    }
}
