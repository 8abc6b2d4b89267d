namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>An element of a class vector, or of a class input.</summary>
/// <param name="Vector">The name of the vector.</param>
/// <param name="IsOfTarget">Whether it is that of the target, a number of the row; else that of the class at hand.</param>
/// <param name="IsInput">Whether the vector comes with each row.</param>
internal sealed record ClassElement(string Vector, bool IsOfTarget, bool IsInput = false) : Expr;
