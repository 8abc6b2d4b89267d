namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A statistic of the row.</summary>
internal sealed record Statistic(RowStatistic Kind) : Expr;
