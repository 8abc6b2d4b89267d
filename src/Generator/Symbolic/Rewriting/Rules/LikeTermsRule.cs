namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>The canonical form of a sum: no sum within it, and the coefficients of equal products added up.</summary>
internal sealed class LikeTermsRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Add];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr canonical = TermSum.ToExpr(TermSum.Collect(node.Operands.SelectMany(TermSum.TermsOf)));
        return canonical.Equals(node) ? null : canonical;
    }
}
