namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>0/x → 0, x/1 → x, x/(y/z) → x·z/y, and signs out of the quotient.</summary>
internal sealed class QuotientRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr numerator = node.Operands[0], denominator = node.Operands[1];
        if (numerator is Constant { Value: 0 } || denominator is Constant { Value: 1 })
            return numerator is Constant ? Constant.Zero : numerator;
        if (numerator is Operation { Operator: Operator.Negate } top)
            return simplifier.Negate(simplifier.Divide(top.Operands[0], denominator));
        if (denominator is Operation { Operator: Operator.Negate } bottom)
            return simplifier.Negate(simplifier.Divide(numerator, bottom.Operands[0]));
        // What no row changes stays one number.
        if (denominator is Operation { Operator: Operator.Divide } inner && simplifier.DependsOnRow(inner))
            return simplifier.Divide(simplifier.Multiply(numerator, inner.Operands[1]), inner.Operands[0]);
        return null;
    }
}
