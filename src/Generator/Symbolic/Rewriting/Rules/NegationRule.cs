namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>−(−x) → x, −(a + b) → −a − b, and the sign of a number into the number.</summary>
internal sealed class NegationRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Negate];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (node.Operands[0] is Operation { Operator: Operator.Add } sum)
            return simplifier.Add(sum.Operands.Select(simplifier.Negate));
        Term term = Term.Of(node);
        Expr canonical = term.ToExpr();
        return canonical.Equals(node) ? null : canonical;
    }
}
