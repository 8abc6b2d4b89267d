namespace SparseLsr.Gen.Generator.Symbolic.Rewriting;

/// <summary>Sums as lists of terms.</summary>
internal static class TermSum
{
    /// <summary>The terms of an expression: itself, or those of a sum, with their signs changed under a negation.</summary>
    public static IEnumerable<Term> TermsOf(Expr expr)
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

    /// <summary>Adds up the coefficients of equal products, each at its first place; terms with coefficient 0 are dropped.</summary>
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

    /// <summary>The sum of collected terms.</summary>
    public static Expr ToExpr(IReadOnlyList<Term> terms) => terms.Count switch
    {
        0 => Constant.Zero,
        1 => terms[0].ToExpr(),
        _ => new Operation(Operator.Add, terms.Select(term => term.ToExpr())),
    };
}
