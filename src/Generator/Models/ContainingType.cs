namespace SparseLsr.Gen.Generator.Models;

/// <summary>A type around a loss.</summary>
/// <param name="Keyword">How it is declared: <c>class</c>, <c>record struct</c> and so on.</param>
internal sealed record ContainingType(string Keyword, string Name);
