using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Pow(x, a) → Exp(a·log x) where log x is known: Pow(Prob, q) → Exp(q·LogProb), precise also where Prob is close to 0.</summary>
internal sealed class PowerOfKnownLogarithmRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Pow];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (IntegerPower.IsProduct(node) || KnownLogarithm.Of(node.Operands[0], simplifier) is not { } logarithm)
            return null;
        Expr exponential = simplifier.Exp(simplifier.Multiply(node.Operands[1], logarithm));
        simplifier.Rewrites.Record(node, exponential);
        return exponential;
    }
}
