namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A statistic of the row, or of a class of it.</summary>
internal sealed record Statistic(RowStatistic Kind) : Expr
{
    /// <summary>Whether it has a value for each of the other classes: a property of <c>RowClass</c>.</summary>
    public bool IsOfClass =>
        Kind is RowStatistic.ClassLogit or RowStatistic.ClassLogProb or RowStatistic.ClassProb or RowStatistic.ClassIndex;
}
