namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>x · (1 / y) → x / y.</summary>
internal sealed class FactorOfReciprocalRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Multiply];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term product = Term.Of(node);
        Expr? reciprocal = product.Factors.Distinct
            .FirstOrDefault(factor => factor is Operation { Operator: Operator.Divide } && factor.Operands[0].Equals(Constant.One));
        if (reciprocal is null)
            return null;
        Term rest = product with { Factors = product.Factors.Without(reciprocal) };
        return simplifier.Divide(simplifier.Multiply(rest.ToExpr()), reciprocal.Operands[1]);
    }
}
