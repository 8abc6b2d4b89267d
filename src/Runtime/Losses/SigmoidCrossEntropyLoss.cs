namespace SparseLsr.Gen;

/// <summary>
/// Binary cross entropy of each class with the one-hot target, as torch's <c>BCEWithLogitsLoss</c>:
/// L = (1/C)·(Σ_j log(1 + exp z_j) − z_t).
/// </summary>
[SparseTargetLoss]
public sealed partial class SigmoidCrossEntropyLoss
{
    private static double Loss(Row row) =>
        row.Sum(c => LossMath.Softplus(c.IsTarget ? -c.Logit : c.Logit)) / row.Classes;
}
