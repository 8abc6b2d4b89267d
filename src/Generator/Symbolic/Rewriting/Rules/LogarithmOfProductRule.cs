namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// The logarithm of a product or quotient splits as soon as one factor cannot be negative: Log(x·y) → Log(x) + Log(y), and
/// Log(Pow(x, a)) → a·Log(x). What does not depend on the row stays together.
/// </summary>
internal sealed class LogarithmOfProductRule : IRewriteRule
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
            simplifier.Rewrites.Record(node, split);
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
