namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>
/// a·X + b·X → (a + b)·X where a and b do not depend on the row and their sum is shorter than the two:
/// the two halves of label smoothing's gradient become one.
/// </summary>
internal sealed class InvariantCofactorRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Add];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Term[] terms = node.Operands.Select(Term.Of).ToArray();
        foreach (IGrouping<FactorSet, Term> same in terms.GroupBy(term => term.Factors.Where(simplifier.DependsOnRow)))
        {
            if (same.Key.IsEmpty || same.Count() < 2)
                continue;
            Expr[] cofactors = same
                .Select(term => (term with { Factors = term.Factors.Where(factor => !simplifier.DependsOnRow(factor)) }).ToExpr())
                .ToArray();
            Expr sum = simplifier.Add(cofactors);
            if (sum.PostOrder().Count >= Expr.PostOrder(cofactors).Count)
                continue;
            Expr joined = simplifier.Multiply(sum, new Term(1, same.Key).ToExpr());
            return simplifier.Add(terms.Where(term => !same.Contains(term)).Select(term => term.ToExpr()).Append(joined));
        }
        return null;
    }
}
