namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>Abs(x) → x or −x where the sign of x is known.</summary>
internal sealed class AbsRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Abs];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        ValueRange range = simplifier.RangeOf(node.Operands[0]);
        return range.IsNonNegative ? node.Operands[0] : range.IsNonPositive ? simplifier.Negate(node.Operands[0]) : null;
    }
}

/// <summary>Conditions that are known, branches that are equal, and double negations.</summary>
internal sealed class ConditionRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Select, Operator.Not, Operator.And, Operator.Or];

    public Expr? Apply(Operation node, Simplifier simplifier) => node.Operator switch
    {
        Operator.Select => Select(node, simplifier),
        Operator.Not => node.Operands[0] is Operation { Operator: Operator.Not } inner ? inner.Operands[0] : null,
        Operator.And => Known(node, whole: 0, neutral: 1),
        _ => Known(node, whole: 1, neutral: 0),
    };

    private static Expr? Select(Operation node, Simplifier simplifier)
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

    /// <summary>One side decides the whole, or leaves it to the other.</summary>
    private static Expr? Known(Operation node, double whole, double neutral)
    {
        (Expr left, Expr right) = (node.Operands[0], node.Operands[1]);
        if (left is Constant known)
            return known.Value == whole ? left : right;
        if (right is Constant other)
            return other.Value == whole ? right : other.Value == neutral ? left : null;
        return null;
    }
}
