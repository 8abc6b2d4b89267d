namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Rules;

/// <summary>Exp(LogProb) → Prob, Exp(LogComplement) → Complement, and Exp(Log(x)) → x for x ≥ 0.</summary>
internal sealed class ExponentialRule : IRewriteRule
{
    public IEnumerable<Operator> Operators => [Operator.Exp];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr? inverse = node.Operands[0] switch
        {
            Statistic { Kind: RowStatistic.LogProb } => RowStatistic.Prob,
            Statistic { Kind: RowStatistic.LogComplement } => RowStatistic.Complement,
            Statistic { Kind: RowStatistic.ClassLogProb } => RowStatistic.ClassProb,
            Operation { Operator: Operator.Log } logarithm when simplifier.RangeOf(logarithm.Operands[0]).IsNonNegative =>
                logarithm.Operands[0],
            _ => null,
        };
        if (inverse is not null)
            simplifier.Rewrites.Record(node, inverse);
        return inverse;
    }
}
