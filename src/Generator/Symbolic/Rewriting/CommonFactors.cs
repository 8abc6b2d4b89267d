namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>The last pass over an expression: a·X + b·X + X → (a + b + 1)·X where every term of a sum has the factor X.</summary>
internal static class CommonFactors
{
    public static Expr Extract(Expr expr, Simplifier simplifier) =>
        expr.Rewrite(node => node is Operation { Operator: Operator.Add } sum ? Extract(sum, simplifier) : node);

    private static Expr Extract(Operation sum, Simplifier simplifier)
    {
        List<Term> terms = sum.Operands.Select(Term.Of).ToList();
        (Expr Factor, int Count)[] common = Of(terms);
        if (common.Length == 0)
            return sum;
        foreach ((Expr factor, int count) in common)
            terms = terms.ConvertAll(term => term with { Factors = term.Factors.Without(factor, count) });
        // A leading minus reads better in front of the product than in every term.
        bool negate = terms.All(term => term.Coefficient < 0);
        if (negate)
            terms = terms.ConvertAll(term => term with { Coefficient = -term.Coefficient });
        Expr product = simplifier.Multiply(new Term(1, new FactorSet(common)).ToExpr(), TermSum.ToExpr(terms));
        return negate ? simplifier.Negate(product) : product;
    }

    /// <summary>The factors that all terms have, each as often as they all have it.</summary>
    public static (Expr Factor, int Count)[] Of(IReadOnlyCollection<Term> terms) =>
        [.. terms.First().Factors.Powers
            .Select(power => (power.Factor, Count: terms.Min(term => term.Factors.CountOf(power.Factor))))
            .Where(power => power.Count > 0)];
}
