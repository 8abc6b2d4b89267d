namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>The last touch: a·X + b·X + X → (a + b + 1)·X where every term of a sum has the factor X.</summary>
internal static class CommonFactors
{
    public static Expr Extract(Expr expr, Simplifier simplifier) =>
        expr.Rewrite(node => node is Operation { Operator: Operator.Add } sum ? Extract(sum, simplifier) : node);

    private static Expr Extract(Operation sum, Simplifier simplifier)
    {
        List<Term> terms = sum.Operands.Select(Term.Of).ToList();
        var common = new List<Expr>();
        while (terms[0].Factors.Factors.FirstOrDefault(factor => terms.All(term => term.Factors.Contains(factor))) is { } factor)
        {
            common.Add(factor);
            terms = terms.Select(term => term with { Factors = term.Factors.Without(factor) }).ToList();
        }
        if (common.Count == 0)
            return sum;
        // A leading minus reads better in front of the product than in every term.
        bool negate = terms.All(term => term.Coefficient < 0);
        if (negate)
            terms = terms.Select(term => term with { Coefficient = -term.Coefficient }).ToList();
        Expr product = simplifier.Multiply(common.Append(SumSimplifier.ToExpr(terms)));
        return negate ? simplifier.Negate(product) : product;
    }
}
