namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>
/// a·X + b·X → (a + b)·X where a and b do not depend on the row and their sum is shorter than the two:
/// so the two halves of label smoothing's gradient become one.
/// </summary>
internal static class InvariantCofactors
{
    public static Expr? Join(List<Term> terms, Simplifier simplifier)
    {
        if (terms.Count < 2)
            return null;
        foreach (IGrouping<FactorSet, Term> same in terms.GroupBy(term => new FactorSet(term.Factors.Factors.Where(simplifier.DependsOnRow))))
        {
            if (same.Key.Factors.Count == 0 || same.Count() < 2)
                continue;
            Expr[] cofactors = same.Select(term => term with { Factors = new FactorSet(term.Factors.Factors.Where(factor => !simplifier.DependsOnRow(factor))) })
                .Select(term => term.ToExpr()).ToArray();
            Expr sum = simplifier.Add(cofactors);
            if (sum.PostOrder().Count >= Expr.PostOrder(cofactors).Count)
                continue;
            Expr joined = simplifier.Multiply(same.Key.Factors.Prepend(sum));
            return simplifier.Add(terms.Where(term => !same.Contains(term)).Select(term => term.ToExpr()).Append(joined));
        }
        return null;
    }
}
