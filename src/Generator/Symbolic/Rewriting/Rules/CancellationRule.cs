namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>(a·x + b·x)/(c·x) → (a + b)/c where x is not 0 in exact arithmetic; and numbers that divide each other.</summary>
internal sealed class CancellationRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr numerator = node.Operands[0], denominator = node.Operands[1];
        // Numbers cancel where nothing is rounded: 2·x/2 is x, while x/3 stays.
        Term top = Term.Of(numerator);
        if (denominator is Constant { Value: var number } && top.Coefficient % number == 0 && Math.Abs(number) != 1)
            return (top with { Coefficient = top.Coefficient / number }).ToExpr();

        Term[] sum = TermSum.TermsOf(numerator).ToArray();
        Term bottom = Term.Of(denominator);
        foreach ((Expr factor, int most) in bottom.Factors.Powers)
        {
            // A numerator that is a sum can be cancelled as a whole, or term by term.
            Term[] terms = top.Factors.Contains(factor) ? [top] : sum;
            int count = Math.Min(most, terms.Min(term => term.Factors.CountOf(factor)));
            if (count == 0 || !simplifier.IsNonZero(factor))
                continue;
            Expr rest = (bottom with { Factors = bottom.Factors.Without(factor, count) }).ToExpr();
            Expr cancelled = simplifier.Add(terms.Select(term => (term with { Factors = term.Factors.Without(factor, count) }).ToExpr()));
            simplifier.Rewrites.Record(new Operation(Operator.Divide, factor, factor), Constant.One);
            return simplifier.Divide(cancelled, rest);
        }
        return null;
    }
}
