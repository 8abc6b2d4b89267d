namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>(a·x)/(b·x) → a/b where x cannot be 0.</summary>
internal sealed class CancellationRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr numerator = node.Operands[0], denominator = node.Operands[1];
        Term top = Term.Of(numerator), bottom = Term.Of(denominator);
        // Numbers cancel where nothing is rounded: 2·x/2 is x, while x/3 stays.
        if (denominator is Constant { Value: var number } && top.Coefficient % number == 0 && Math.Abs(number) != 1)
            return (top with { Coefficient = top.Coefficient / number }).ToExpr();
        foreach (Expr factor in bottom.Factors.Distinct)
        {
            if (!top.Factors.Contains(factor) || !simplifier.RangeOf(factor).IsNonZero)
                continue;
            top = top with { Factors = top.Factors.Without(factor) };
            bottom = bottom with { Factors = bottom.Factors.Without(factor) };
            return simplifier.Divide(top.ToExpr(), bottom.ToExpr());
        }
        return null;
    }
}
