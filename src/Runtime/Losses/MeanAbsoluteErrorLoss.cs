namespace SparseLsr.Gen;

/// <summary>
/// Mean absolute error between the predicted distribution and the label's, summed over classes: 2·(1 − p)
/// (Ghosh et al., "Robust Loss Functions under Label Noise for Deep Neural Networks", AAAI 2017).
/// </summary>
[SparseTargetLoss]
public sealed partial class MeanAbsoluteErrorLoss
{
    private static double Loss(Row row) => 2 * (1 - row.Prob);
}
