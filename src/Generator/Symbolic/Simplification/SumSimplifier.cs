namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>Canonical sums: flat, like terms collected, and pairs of terms that are one statistic replaced by it.</summary>
internal static class SumSimplifier
{
    public static Expr Simplify(Operation sum, Simplifier simplifier)
    {
        List<Term> terms = Collect(sum.Operands.SelectMany(Terms));
        while (TermPairs.Join(terms, simplifier) is { } joined)
            terms = Collect(joined.SelectMany(Terms));
        if (CommonShift.Cancel(terms, simplifier) is { } shifted)
            terms = Collect(shifted);
        if (InvariantCofactors.Join(terms, simplifier) is { } shorter)
            return shorter;
        return ToExpr(terms);
    }

    /// <summary>The sum of terms, which are collected already.</summary>
    public static Expr ToExpr(IReadOnlyList<Term> terms) => terms.Count switch
    {
        0 => Constant.Zero,
        1 => terms[0].ToExpr(),
        _ => new Operation(Operator.Add, terms.Select(term => term.ToExpr())),
    };

    /// <summary>Adds up the coefficients of equal products, each where it stood first; zeros vanish.</summary>
    public static List<Term> Collect(IEnumerable<Term> terms)
    {
        var collected = new List<Term>();
        var places = new Dictionary<FactorSet, int>();
        foreach (Term term in terms)
        {
            if (places.TryGetValue(term.Factors, out int place))
            {
                collected[place] = term with { Coefficient = collected[place].Coefficient + term.Coefficient };
                continue;
            }
            places[term.Factors] = collected.Count;
            collected.Add(term);
        }
        collected.RemoveAll(term => term.Coefficient == 0);
        return collected;
    }

    /// <summary>The terms of an expression: itself, or those of a sum, their signs turned under a negation.</summary>
    public static IEnumerable<Term> Terms(Expr expr)
    {
        double sign = 1;
        while (expr is Operation { Operator: Operator.Negate } negation)
        {
            sign = -sign;
            expr = negation.Operands[0];
        }
        IEnumerable<Expr> operands = expr is Operation { Operator: Operator.Add } sum ? sum.Operands : [expr];
        return operands.Select(Term.Of).Select(term => term with { Coefficient = sign * term.Coefficient });
    }
}
