namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>x · (y / x) → y where x cannot be 0.</summary>
internal sealed class FactorOfQuotientRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Multiply];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term product = Term.Of(node);
        foreach (Expr quotient in product.Factors.Distinct.Where(factor => factor is Operation { Operator: Operator.Divide }))
        {
            (Expr numerator, Expr denominator) = (quotient.Operands[0], quotient.Operands[1]);
            if (!product.Factors.Contains(denominator) || !simplifier.RangeOf(denominator).IsNonZero)
                continue;
            Term rest = product with { Factors = product.Factors.Without(quotient).Without(denominator) };
            return simplifier.Multiply(numerator, rest.ToExpr());
        }
        return null;
    }
}
