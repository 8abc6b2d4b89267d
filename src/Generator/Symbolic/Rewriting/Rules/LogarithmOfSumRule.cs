using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Log(1 + x) → LogP1(x), which keeps precision at small x; Log(1 + Exp(x)) → Softplus(x), which does not overflow.</summary>
internal sealed class LogarithmOfSumRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Log, Operator.LogP1];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr? rest = node.Operator == Operator.LogP1 ? node.Operands[0] : OnePlus.Rest(node.Operands[0]);
        if (rest is Operation { Operator: Operator.Exp } exponential)
        {
            simplifier.Rewrites.Record("Log(1 + Exp(x)) → Softplus(x)");
            return simplifier.Make(Operator.Softplus, exponential.Operands[0]);
        }
        if (rest is null || node.Operator == Operator.LogP1)
            return null;
        simplifier.Rewrites.Record("Log(1 + x) → LogP1(x)");
        return simplifier.Make(Operator.LogP1, rest);
    }
}
