using SparseLsr.Gen.Generator.Symbolic.Rewriting;

namespace SparseLsr.Gen.Generator.Symbolic.Derivatives;

/// <summary>
/// Symbolic derivatives by one of the four base quantities: the target's logit z_t, the others' log-sum-exp ℓ′, the mean logit z̄
/// and the others' entropy H′, each with the other three held. The chain rule, node by node from the leaves; what an operator contributes stands in <see cref="PartialDerivatives"/>.
/// </summary>
internal static class Differentiator
{
    public static Expr Differentiate(Expr expr, BaseQuantity by, Simplifier simplifier)
    {
        var derivatives = new Dictionary<Expr, Expr>();
        foreach (Expr node in expr.PostOrder())
        {
            derivatives[node] = node switch
            {
                Statistic statistic => StatisticDerivatives.Of(statistic.Kind, by, simplifier),
                Operation operation => OfOperation(operation, derivatives, simplifier),
                _ => Constant.Zero,
            };
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
}
