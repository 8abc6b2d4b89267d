namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Cross entropy, weighed by (1 − p)^γ without a gradient of the weight.</summary>
[SparseTargetLoss]
public sealed partial class TokenScalingLoss
{
    private static double Loss(Row row, double gamma = 2) => -Math.Pow(Row.Detach(1 - row.Prob), gamma) * row.LogProb;
}

/// <summary>Detached values that are the same for every row, alone and within others.</summary>
[SparseTargetLoss]
public sealed partial class DetachedParameterLoss
{
    private static double Loss(Row row, double scale = 0.5) =>
        Row.Detach(scale * scale) * row.LogOdds - Row.Detach(scale) * row.LogProb + Row.Detach(scale / row.Classes);
}

/// <summary>Detached values in a condition, in both branches, and beside the same values that are not.</summary>
[SparseTargetLoss]
public sealed partial class DetachedConditionLoss
{
    private static double Loss(Row row, double limit = 0.3)
    {
        double entropy = row.Entropy * row.Prob;
        double held = Row.Detach(entropy);
        return Row.Detach(row.Prob) < limit ? held * entropy - row.LogProb : entropy - held + entropy / Row.Detach(row.LogSumExp);
    }
}
