namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Each function of <see cref="LossMath"/>, of logits of any size.</summary>
[SparseTargetLoss]
public sealed partial class LogisticLoss
{
    private static double Loss(Row row, double scale = 1) =>
        LossMath.Softplus(-scale * row.TargetLogit) + LossMath.Sigmoid(row.MeanLogit) * LossMath.LogSigmoid(scale * row.LogSumExp);
}
