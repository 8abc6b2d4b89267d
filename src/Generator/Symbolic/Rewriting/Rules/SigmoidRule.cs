using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>σ(LogOdds) → Prob, σ(−LogOdds) → Complement.</summary>
internal sealed class SigmoidRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Sigmoid];

    public Expr? Apply(Operation node, Simplifier simplifier) => LogOddsArgument.Sign(node) switch
    {
        1 => RowStatistic.Prob,
        -1 => RowStatistic.Complement,
        _ => null,
    };
}
