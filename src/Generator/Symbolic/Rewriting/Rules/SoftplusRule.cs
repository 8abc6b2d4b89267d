using SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>softplus(LogOdds) → −LogComplement, softplus(−LogOdds) → −LogProb.</summary>
internal sealed class SoftplusRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Softplus];

    public Expr? Apply(Operation node, Simplifier simplifier) => LogOddsArgument.Sign(node) switch
    {
        1 => simplifier.Negate(RowStatistic.LogComplement),
        -1 => simplifier.Negate(RowStatistic.LogProb),
        _ => null,
    };
}
