namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary><c>and</c> and <c>or</c> of which one side is known.</summary>
internal sealed class ConnectiveRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.And, Operator.Or];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        // The value of one side that decides the result, whatever the other side is: false for 'and', true for 'or'.
        double deciding = node.Operator == Operator.And ? 0 : 1;
        (Expr left, Expr right) = (node.Operands[0], node.Operands[1]);
        if (left is Constant { Value: var known })
            return known == deciding ? left : right;
        if (right is Constant { Value: var other })
            return other == deciding ? right : left;
        return null;
    }
}
