namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A number that comes with each row.</summary>
internal sealed record RowInput(string Name) : Expr;
