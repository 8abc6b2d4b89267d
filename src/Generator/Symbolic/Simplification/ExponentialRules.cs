namespace SparseLsr.Gen.Generator.Symbolic.Simplification;

/// <summary>Exp(LogProb) → Prob, Exp(LogComplement) → Complement, and Exp(Log(x)) → x for positive x.</summary>
internal sealed class ExponentialRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Exp];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        Expr? inverse = node.Operands[0] switch
        {
            Statistic { Kind: RowStatistic.LogProb } => RowStatistic.Prob,
            Statistic { Kind: RowStatistic.LogComplement } => RowStatistic.Complement,
            Operation { Operator: Operator.Log } logarithm when simplifier.RangeOf(logarithm.Operands[0]).IsNonNegative => logarithm.Operands[0],
            _ => null,
        };
        if (inverse is not null)
            simplifier.Tell($"{node} → {inverse}");
        return inverse;
    }
}

/// <summary>Pow(x, a) → Exp(a·log x) where log x is known: Pow(Prob, q) → Exp(q·LogProb), precise also where Prob vanishes.</summary>
internal sealed class PowerOfKnownLogarithmRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Pow];

    public Expr? Apply(Operation node, Simplifier simplifier)
    {
        if (KnownLogarithm.Of(node.Operands[0], simplifier) is not { } logarithm)
            return null;
        Expr exponential = simplifier.Exp(simplifier.Multiply(node.Operands[1], logarithm));
        simplifier.Tell($"{node} → {exponential}");
        return exponential;
    }
}

/// <summary>σ(LogOdds) → Prob, σ(−LogOdds) → Complement.</summary>
internal sealed class SigmoidRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Sigmoid];

    public Expr? Apply(Operation node, Simplifier simplifier) => LogOddsArgument.Sign(node) switch
    {
        1 => RowStatistic.Prob,
        -1 => RowStatistic.Complement,
        _ => null,
    };
}

/// <summary>softplus(LogOdds) → −LogComplement, softplus(−LogOdds) → −LogProb.</summary>
internal sealed class SoftplusRule : ISimplificationRule
{
    public IEnumerable<Operator> Operators => [Operator.Softplus];

    public Expr? Apply(Operation node, Simplifier simplifier) => LogOddsArgument.Sign(node) switch
    {
        1 => simplifier.Negate(RowStatistic.LogComplement),
        -1 => simplifier.Negate(RowStatistic.LogProb),
        _ => null,
    };
}

/// <summary>Functions of the log-odds itself.</summary>
internal static class LogOddsArgument
{
    /// <summary>1 for f(LogOdds), −1 for f(−LogOdds), 0 for anything else.</summary>
    public static int Sign(Operation node)
    {
        Term term = Term.Of(node.Operands[0]);
        bool isLogOdds = term.Factors.Factors.Count == 1 && term.Factors.Contains(RowStatistic.LogOdds);
        return isLogOdds && Math.Abs(term.Coefficient) == 1 ? (int)term.Coefficient : 0;
    }
}
