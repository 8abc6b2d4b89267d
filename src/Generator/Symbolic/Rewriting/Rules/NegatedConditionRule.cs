namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>!!x → x.</summary>
internal sealed class NegatedConditionRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Not];

    public Expr? Apply(Operation node, Simplifier simplifier) =>
        node.Operands[0] is Operation { Operator: Operator.Not } inner ? inner.Operands[0] : null;
}
