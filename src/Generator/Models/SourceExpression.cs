using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>A quotient or function call of a loss, where the user wrote it.</summary>
/// <param name="Value">What it stands for.</param>
/// <param name="Text">As it is written.</param>
internal sealed record Site(Expr Value, string Text, LocationInfo Location);
