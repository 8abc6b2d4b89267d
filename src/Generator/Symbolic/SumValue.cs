namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>A sum over the other classes that a sweep has computed.</summary>
/// <param name="Sweep">The sweep, from 0.</param>
/// <param name="Index">Its place among the sums of the sweep.</param>
internal sealed record SumValue(int Sweep, int Index) : Expr;
