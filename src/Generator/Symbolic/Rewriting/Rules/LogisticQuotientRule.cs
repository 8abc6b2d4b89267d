using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>1/(1 + Exp(x)) → Sigmoid(−x) and Exp(x)/(1 + Exp(x)) → Sigmoid(x), which do not overflow.</summary>
internal sealed class LogisticQuotientRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Divide];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr numerator = node.Operands[0];
        if (OnePlus.Rest(node.Operands[1]) is not Operation { Operator: Operator.Exp } exponential)
            return null;
        Expr x = exponential.Operands[0];
        if (numerator is Constant { Value: 1 })
        {
            simplifier.Rewrites.Record("1/(1 + Exp(x)) → Sigmoid(-x)");
            return simplifier.Make(Operator.Sigmoid, simplifier.Negate(x));
        }
        if (!numerator.Equals(exponential))
            return null;
        simplifier.Rewrites.Record("Exp(x)/(1 + Exp(x)) → Sigmoid(x)");
        return simplifier.Make(Operator.Sigmoid, x);
    }
}
