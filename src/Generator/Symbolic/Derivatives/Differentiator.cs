using SparseLsr.Gen.Generator.Symbolic.Analyses;
using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Symbolic.Derivatives;

/// <summary>
/// Symbolic derivatives by one of the base quantities: the target's logit z_t, the others' log-sum-exp ℓ′, the mean logit z̄, the others'
/// entropy H′ and their largest logit, each with the others held; by the logit of a class; by a sum over classes; and by an input of the row. The chain rule, node
/// by node from the leaves; what an operator contributes stands in <see cref="PartialDerivatives"/>.
/// </summary>
internal static class Differentiator
{
    public static Expr Differentiate(Expr expr, BaseQuantity by, Simplifier simplifier) =>
        Differentiate(expr, simplifier, node => node is not Statistic statistic ? null : by switch
        {
            BaseQuantity.TargetLogit => StatisticTable.Of(statistic.Kind).ByTarget,
            BaseQuantity.OthersLogSumExp => StatisticTable.Of(statistic.Kind).ByOthers,
            BaseQuantity.MeanLogit => StatisticTable.Of(statistic.Kind).ByMean,
            BaseQuantity.OthersMaximum => StatisticTable.Of(statistic.Kind).ByMaximum,
            _ => StatisticTable.Of(statistic.Kind).ByEntropy,
        });

    /// <summary>The derivative of a function of a class by the logit of that class; all that is of the row is held.</summary>
    public static Expr ByClassLogit(Expr expr, Simplifier simplifier) =>
        Differentiate(expr, simplifier, node => node switch
        {
            Statistic statistic => StatisticTable.Of(statistic.Kind).ByClass,
            Operation { Operator: Operator.SumOthers } => Constant.Zero,
            _ => null,
        });

    /// <summary>The derivative by a sum over classes, also where other sums use it; all else is held.</summary>
    public static Expr BySum(Expr expr, Operation sum, Simplifier simplifier) =>
        Differentiate(expr, simplifier, node => node.Equals(sum) ? Constant.One : null);

    /// <summary>The derivative by an input of the row, also within sums over classes; all else is held.</summary>
    public static Expr ByInput(Expr expr, string input, Simplifier simplifier) =>
        Differentiate(expr, simplifier, node => node is RowInput { Name: var name } && name == input ? Constant.One : null);

    /// <param name="expr">What to differentiate.</param>
    /// <param name="simplifier">Simplifies the result.</param>
    /// <param name="known">The derivative of a node; null where it follows from those of its operands, and for a leaf is 0.</param>
    private static Expr Differentiate(Expr expr, Simplifier simplifier, Func<Expr, Expr?> known)
    {
        var derivatives = new Dictionary<Expr, Expr>();
        foreach (Expr node in expr.PostOrder())
        {
            derivatives[node] = known(node) is { } derivative
                ? simplifier.Simplify(derivative)
                : node is Operation operation ? OfOperation(operation, derivatives, simplifier) : Constant.Zero;
        }
        return derivatives[expr];
    }

    private static Expr OfOperation(Operation node, Dictionary<Expr, Expr> derivatives, Simplifier simplifier)
    {
        Expr[] inner = node.Operands.Select(operand => derivatives[operand]).ToArray();
        return inner.All(derivative => derivative.Equals(Constant.Zero))
            ? Constant.Zero
            : PartialDerivatives.Of(node, inner, simplifier);
    }
}

/// <summary>What a loss can depend on.</summary>
internal enum BaseQuantity
{
    /// <summary>z_t.</summary>
    TargetLogit,

    /// <summary>ℓ′, log Σ exp z_j over the other classes.</summary>
    OthersLogSumExp,

    /// <summary>z̄.</summary>
    MeanLogit,

    /// <summary>H′.</summary>
    OthersEntropy,

    /// <summary>The largest other logit.</summary>
    OthersMaximum,
}
