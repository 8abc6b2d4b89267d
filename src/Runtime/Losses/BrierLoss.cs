namespace SparseLsr.Gen;

/// <summary>
/// The Brier score, the squared distance of the softmax from the one-hot target: L = Σ_j (p_j − [j = t])² = (1 − p)² + Σ_{j≠t} p_j².
/// </summary>
/// <remarks>G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950.</remarks>
[SparseTargetLoss]
public sealed partial class BrierLoss
{
    private static double Loss(Row row) =>
        row.Complement * row.Complement + row.SumOthers(c => c.Prob * c.Prob);
}
