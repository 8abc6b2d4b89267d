namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>x · (y / (x·z)) → y / z where x is not 0 in exact arithmetic.</summary>
internal sealed class FactorOfQuotientRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Multiply];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term product = Term.Of(node);
        foreach (Expr quotient in product.Factors.Distinct.Where(factor => factor is Operation { Operator: Operator.Divide }))
        {
            (Expr numerator, Term denominator) = (quotient.Operands[0], Term.Of(quotient.Operands[1]));
            FactorSet others = product.Factors.Without(quotient);
            foreach ((Expr factor, int most) in denominator.Factors.Powers)
            {
                int count = Math.Min(most, others.CountOf(factor));
                if (count == 0 || !simplifier.IsNonZero(factor))
                    continue;
                Expr rest = (denominator with { Factors = denominator.Factors.Without(factor, count) }).ToExpr();
                simplifier.Rewrites.Record(new Operation(Operator.Divide, factor, factor), Constant.One);
                return simplifier.Multiply(
                    simplifier.Divide(numerator, rest), (product with { Factors = others.Without(factor, count) }).ToExpr());
            }
        }
        return null;
    }
}
