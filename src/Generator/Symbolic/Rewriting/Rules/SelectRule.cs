namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Choices whose condition is known or negated, or whose branches are equal.</summary>
internal sealed class SelectRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Select];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        (Expr condition, Expr then, Expr otherwise) = (node.Operands[0], node.Operands[1], node.Operands[2]);
        if (then.Equals(otherwise))
            return then;
        return condition switch
        {
            Constant { Value: var value } => value != 0 ? then : otherwise,
            Operation { Operator: Operator.Not } negation => simplifier.Make(Operator.Select, negation.Operands[0], otherwise, then),
            _ => null,
        };
    }
}
