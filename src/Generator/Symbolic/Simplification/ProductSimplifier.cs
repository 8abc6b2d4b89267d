namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>Canonical products: flat, signs and numbers gathered in front, no factor that its own reciprocal cancels.</summary>
internal static class ProductSimplifier
{
    public static Expr Simplify(Operation product, Simplifier simplifier)
    {
        double coefficient = 1;
        var factors = new List<Expr>();
        foreach (Expr operand in product.Operands)
        {
            Term term = Term.Of(StartsWithMinus(operand) ? simplifier.Negate(operand) : operand);
            coefficient *= StartsWithMinus(operand) ? -term.Coefficient : term.Coefficient;
            factors.AddRange(term.Factors.Factors);
        }
        // A vanished factor makes the product vanish, also beside an infinite statistic.
        if (coefficient == 0)
            return Constant.Zero;
        while (CancelQuotient(factors, simplifier) || JoinExponentials(factors, simplifier))
        {
            // What a rewrite makes can be a number or a product again.
            Term[] terms = factors.Select(Term.Of).ToArray();
            coefficient = terms.Aggregate(coefficient, (number, term) => number * term.Coefficient);
            factors = terms.SelectMany(term => term.Factors.Factors).ToList();
        }
        return Reciprocal(coefficient, factors, simplifier) ?? new Term(coefficient, new FactorSet(factors)).ToExpr();
    }

    /// <summary>(−a + b)·x is written −(a − b)·x, so that a factor and its opposite are told to be so.</summary>
    private static bool StartsWithMinus(Expr operand) =>
        operand is Operation { Operator: Operator.Add } sum && Term.Of(sum.Operands[0]).Coefficient < 0;

    /// <summary>x · (1 / y) → x / y.</summary>
    private static Expr? Reciprocal(double coefficient, List<Expr> factors, Simplifier simplifier)
    {
        Expr? reciprocal = factors.FirstOrDefault(factor => factor is Operation { Operator: Operator.Divide } && factor.Operands[0].Equals(Constant.One));
        if (reciprocal is null || (factors.Count == 1 && Math.Abs(coefficient) == 1))
            return null;
        var rest = new Term(coefficient, new FactorSet(factors).Without(reciprocal));
        return simplifier.Divide(simplifier.Multiply(rest.ToExpr()), reciprocal.Operands[1]);
    }

    /// <summary>x · (y / x) → y where x cannot be 0.</summary>
    private static bool CancelQuotient(List<Expr> factors, Simplifier simplifier)
    {
        for (int i = 0; i < factors.Count; i++)
        {
            if (factors[i] is not Operation { Operator: Operator.Divide } quotient)
                continue;
            int partner = factors.IndexOf(quotient.Operands[1]);
            if (partner < 0 || !simplifier.RangeOf(quotient.Operands[1]).IsNonZero)
                continue;
            factors[i] = quotient.Operands[0];
            factors.RemoveAt(partner);
            return true;
        }
        return false;
    }

    /// <summary>exp(a) · exp(b) → exp(a + b): one exponential instead of two.</summary>
    private static bool JoinExponentials(List<Expr> factors, Simplifier simplifier)
    {
        int first = factors.FindIndex(IsExponential);
        int second = factors.FindIndex(first + 1, IsExponential);
        if (first < 0 || second < 0)
            return false;
        factors[first] = simplifier.Exp(simplifier.Add(factors[first].Operands[0], factors[second].Operands[0]));
        factors.RemoveAt(second);
        return true;
    }

    private static bool IsExponential(Expr factor) => factor is Operation { Operator: Operator.Exp };
}
