using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Log(Prob) → LogProb, Log(Exp(x)) → x, Log(Cosh(x)) → LogCosh(x), and the like.</summary>
internal sealed class KnownLogarithmRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Log];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (KnownLogarithm.Of(node.Operands[0], simplifier) is not { } logarithm)
            return null;
        simplifier.Rewrites.Record(node, logarithm);
        return logarithm;
    }
}
