namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>The canonical form of a product: no product within it, the sign and the number in front, equal factors together.</summary>
internal sealed class CanonicalProductRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Multiply];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term product = Term.Product(node.Operands.Select(operand => TermOf(operand, simplifier)));
        // A factor 0 makes the product 0, also where another factor is infinite.
        if (product.Coefficient == 0)
            return Constant.Zero;
        Expr canonical = product.ToExpr();
        if (canonical.Equals(node))
            return null;
        // The other rules for products look at products, not at negated ones.
        return product.Coefficient < 0
            ? simplifier.Negate(simplifier.Multiply((product with { Coefficient = -product.Coefficient }).ToExpr()))
            : canonical;
    }

    /// <summary>(−a + b)·x becomes −(a − b)·x, so that a factor and its negation are recognised as such.</summary>
    private static Term TermOf(Expr operand, Simplifier simplifier)
    {
        bool startsWithMinus = operand is Operation { Operator: Operator.Add } sum && Term.Of(sum.Operands[0]).Coefficient < 0;
        if (!startsWithMinus)
            return Term.Of(operand);
        Term negated = Term.Of(simplifier.Negate(operand));
        return negated with { Coefficient = -negated.Coefficient };
    }
}
