namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A logit before the transform, by which the transform is differentiated by its inputs.</summary>
/// <param name="IsOfTarget">Whether it is that of the target, a number of the row; else that of the class at hand.</param>
internal sealed record UntransformedLogit(bool IsOfTarget) : Expr;
