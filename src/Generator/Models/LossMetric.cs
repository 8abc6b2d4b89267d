using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>A number that is computed of each row beside the loss.</summary>
/// <param name="Name">The name of its method.</param>
/// <param name="Description">The summary of its method, empty if it has none.</param>
/// <param name="Value">It, as an expression of parameters and row statistics, as written.</param>
internal sealed record LossMetric(string Name, string Description, Expr Value);
