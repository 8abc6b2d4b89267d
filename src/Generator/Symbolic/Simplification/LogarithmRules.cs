namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>The logarithms that are known without taking one.</summary>
internal static class KnownLogarithm
{
    /// <summary>log x where it is a statistic or an operand; null otherwise.</summary>
    public static Expr? Of(Expr x, Simplifier simplifier) => x switch
    {
        Statistic { Kind: RowStatistic.Prob } => RowStatistic.LogProb,
        Statistic { Kind: RowStatistic.Complement } => RowStatistic.LogComplement,
        Operation { Operator: Operator.Exp } exponential => exponential.Operands[0],
        Operation { Operator: Operator.Sigmoid } sigmoid =>
            simplifier.Negate(simplifier.Make(Operator.Softplus, simplifier.Negate(sigmoid.Operands[0]))),
        Operation { Operator: Operator.Cosh } cosine => simplifier.Make(Operator.LogCosh, cosine.Operands[0]),
        _ => null,
    };
}

/// <summary>Log(Prob) → LogProb, Log(Exp(x)) → x, Log(Cosh(x)) → LogCosh(x), and the like.</summary>
internal sealed class KnownLogarithmRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Log];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (KnownLogarithm.Of(node.Operands[0], simplifier) is not { } logarithm)
            return null;
        simplifier.Tell($"{node} → {logarithm}");
        return logarithm;
    }
}

/// <summary>
/// The logarithm of a product or quotient splits as soon as one factor is known to be positive: Log(x·y) → Log(x) + Log(y).
/// What does not depend on the row stays together. Powers split likewise.
/// </summary>
internal sealed class LogarithmOfProductRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Log];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr argument = node.Operands[0];
        if (!simplifier.DependsOnRow(argument))
            return null;
        Expr? split = argument switch
        {
            Operation { Operator: Operator.Multiply } product => Product(product, simplifier),
            Operation { Operator: Operator.Divide } quotient => Quotient(quotient.Operands[0], quotient.Operands[1], simplifier),
            Operation { Operator: Operator.Pow } power when simplifier.RangeOf(power.Operands[0]).IsNonNegative =>
                simplifier.Multiply(power.Operands[1], simplifier.Log(power.Operands[0])),
            Operation { Operator: Operator.Sqrt } root => simplifier.Multiply(0.5, simplifier.Log(root.Operands[0])),
            _ => null,
        };
        if (split is not null)
            simplifier.Tell($"{node} → {split}");
        return split;
    }

    private static Expr? Product(Operation product, Simplifier simplifier)
    {
        Expr? positive = product.Operands.FirstOrDefault(factor => simplifier.DependsOnRow(factor) && simplifier.RangeOf(factor).IsNonNegative)
            ?? product.Operands.FirstOrDefault(factor => simplifier.RangeOf(factor).IsNonNegative);
        if (positive is null)
            return null;
        Expr rest = new Term(1, new FactorSet(product.Operands).Without(positive)).ToExpr();
        return simplifier.Add(simplifier.Log(positive), simplifier.Log(rest));
    }

    private static Expr? Quotient(Expr numerator, Expr denominator, Simplifier simplifier)
    {
        bool known = simplifier.RangeOf(numerator).IsNonNegative || simplifier.RangeOf(denominator).IsNonNegative;
        return known ? simplifier.Subtract(simplifier.Log(numerator), simplifier.Log(denominator)) : null;
    }
}

/// <summary>Log(1 + x) → LogP1(x), which keeps precision at small x; Log(1 + Exp(x)) → Softplus(x), which does not overflow.</summary>
internal sealed class LogarithmOfSumRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Log, Operator.LogP1];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr? rest = node.Operator == Operator.LogP1 ? node.Operands[0] : OnePlus.Rest(node.Operands[0]);
        if (rest is Operation { Operator: Operator.Exp } exponential)
        {
            simplifier.Tell("Log(1 + Exp(x)) → Softplus(x)");
            return simplifier.Make(Operator.Softplus, exponential.Operands[0]);
        }
        if (rest is null || node.Operator == Operator.LogP1)
            return null;
        simplifier.Tell("Log(1 + x) → LogP1(x)");
        return simplifier.Make(Operator.LogP1, rest);
    }
}
