namespace SparseLsr.Gen.Tests.Golden;

/// <summary>The multi-class hinge, divided by the number of classes as torch's.</summary>
[SparseTargetLoss]
public sealed partial class HingeLoss
{
    private static double Loss(Row row, double margin = 1) =>
        row.SumOthers(c => Math.Max(0, margin + c.Logit - row.TargetLogit)) / row.Classes;
}

/// <summary>Dual focal loss: the modulation sees the most probable other class as well.</summary>
[SparseTargetLoss]
public sealed partial class DualFocalLoss
{
    private static double Loss(Row row, double gamma = 2) =>
        -Math.Pow(1 - row.Prob + Math.Exp(row.MaxOtherLogit - row.LogSumExp), gamma) * row.LogProb;
}
