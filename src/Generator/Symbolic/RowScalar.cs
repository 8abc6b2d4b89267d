namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A number of the row that a function of its classes reads.</summary>
/// <param name="Index">Its place among those that the function reads.</param>
internal sealed record RowScalar(int Index) : Expr;
