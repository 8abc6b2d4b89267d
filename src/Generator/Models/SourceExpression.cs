using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>A quotient or function call of a loss, with its place in the user's source.</summary>
/// <param name="Value">The expression as read.</param>
/// <param name="Text">The source text.</param>
internal sealed record SourceExpression(Expr Value, string Text, LocationInfo Location);
