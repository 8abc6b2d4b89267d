namespace SparseLsr.Gen;

/// <summary>Cross entropy: −log p, the negative log-likelihood of the target.</summary>
/// <remarks>
/// TorchSharp.Modules has a class of the same name; where both namespaces are imported, write <c>SparseLsr.Gen.CrossEntropyLoss</c>.
/// </remarks>
[SparseTargetLoss]
public sealed partial class CrossEntropyLoss
{
    private static double Loss(Row row) => -row.LogProb;
}
