namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>One of the loss's own parameters.</summary>
internal sealed record Parameter(string Name) : Expr;
