namespace SparseLsr.Gen;

/// <summary>
/// Taylor cross entropy of order 3: Σ (1 − p)^k/k for k = 1, 2, 3, bounded where cross entropy is not
/// (Feng et al., "Can Cross Entropy Loss Be Robust to Label Noise?", IJCAI 2020).
/// </summary>
[SparseTargetLoss]
public sealed partial class TaylorCrossEntropyLoss
{
    private static double Loss(Row row)
    {
        double u = 1 - row.Prob;
        return u + u * u / 2 + u * u * u / 3;
    }
}
