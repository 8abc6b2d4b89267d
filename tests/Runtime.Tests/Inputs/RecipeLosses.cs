namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>Of docs/the-language.md: cross entropy times a number of each row, and the expected cost of the prediction.</summary>
[SparseTargetLoss]
public sealed partial class CostLoss
{
    private static double Loss(Row row, [PerRow] double importance, [PerRow] ClassVector cost, double lambda = 1) =>
        -importance * row.LogProb + lambda * row.Sum(c => cost[c] * c.Prob);
}

/// <summary>Of docs/the-language.md: cross entropy times a weight of each sample.</summary>
[SparseTargetLoss]
public sealed partial class WeightedSampleLoss
{
    private static double Loss(Row row, [PerRow] double sample_weight) => -sample_weight * row.LogProb;
}

/// <summary>Of docs/the-language.md: distillation with a temperature.</summary>
[SparseTargetLoss]
public sealed partial class TemperedDistillationLoss
{
    private static double Logit(RowClass c, double temperature = 2) => c.Logit / temperature;

    private static double Loss(Row row, [PerRow] ClassVector teacher, double temperature = 2) =>
        -temperature * temperature * row.Sum(c => teacher[c] * c.LogProb);
}

/// <summary>Of docs/the-language.md: PPO's clipped objective with an entropy bonus.</summary>
[SparseTargetLoss]
public sealed partial class PolicyLoss
{
    private static double Loss(
        Row row, [PerRow] double advantage, [PerRow] double old_log_prob, double clip = 0.2, double entropy_weight = 0.01)
    {
        double ratio = Math.Exp(row.LogProb - old_log_prob);
        double clipped = Math.Clamp(ratio, 1 - clip, 1 + clip);
        return -Math.Min(ratio * advantage, clipped * advantage) - entropy_weight * row.Entropy;
    }
}

/// <summary>Inputs of both methods, a class vector and a number: in which order they are taken.</summary>
[SparseTargetLoss]
public sealed partial class OrderLoss
{
    private static double Logit(RowClass c, [PerRow] double scale, ClassVector shift) => scale * c.Logit + shift[c];

    private static double Loss(Row row, double k, [PerRow] ClassVector soft, [PerRow] double scale) =>
        k * scale - row.Sum(c => soft[c] * c.LogProb);
}
