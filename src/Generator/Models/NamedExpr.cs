using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>An expression with a name, such as the user's local variable.</summary>
internal sealed record NamedExpr(string Name, Expr Value);
