namespace SparseLsr.Gen.Generator.Symbolic.Rewriting.Patterns;

/// <summary>Functions of the log-odds itself.</summary>
internal static class LogOddsArgument
{
    /// <summary>1 for f(LogOdds), −1 for f(−LogOdds), 0 for anything else.</summary>
    public static int Sign(Operation node)
    {
        Term term = Term.Of(node.Operands[0]);
        bool isLogOdds = term.Factors.Equals(LogOdds) && Math.Abs(term.Coefficient) == 1;
        return isLogOdds ? (int)term.Coefficient : 0;
    }

    private static readonly FactorSet LogOdds = new([(Expr)RowStatistic.LogOdds]);
}
