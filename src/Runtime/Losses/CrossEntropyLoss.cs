namespace SparseLsr.Gen;

/// <summary>Cross entropy: −log p, the negative log-likelihood of the target.</summary>
/// <remarks>
/// TorchSharp.Modules has a class of the same name; where both namespaces are imported, write <c>SparseLsr.Gen.CrossEntropyLoss</c>.
/// </remarks>
[SparseTargetLoss]
public sealed partial class CrossEntropyLoss
{
    private static double Loss(Row row) => -row.LogProb;

    /// <summary>log p.</summary>
    [RowMetric]
    private static double LogProb(Row row) => row.LogProb;

    /// <summary>ℓ, the log-sum-exp of the logits.</summary>
    [RowMetric]
    private static double LogSumExp(Row row) => row.LogSumExp;

    /// <summary>H, the entropy of the softmax.</summary>
    [RowMetric]
    private static double Entropy(Row row) => row.Entropy;

    /// <summary>1 where the target has the largest logit by itself, else 0.</summary>
    [RowMetric]
    private static double IsCorrect(Row row) => row.TargetLogit > row.MaxOtherLogit ? 1 : 0;
}
