using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Abs(x) → x or −x where the sign of x is known.</summary>
internal sealed class AbsRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Abs];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        ValueRange range = simplifier.RangeOf(node.Operands[0]);
        return range.IsNonNegative ? node.Operands[0] : range.IsNonPositive ? simplifier.Negate(node.Operands[0]) : null;
    }
}
