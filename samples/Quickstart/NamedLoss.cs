namespace SparseLsr.Gen.Samples.Quickstart;

/// <summary>A ready-made loss that can be asked for by name.</summary>
/// <param name="Create">Makes the loss with its default parameters.</param>
internal sealed record NamedLoss(string Name, Func<SparseTargetLoss> Create);
