namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>Two numbers and two class inputs of a row, beside a class vector and a number.</summary>
[SparseTargetLoss]
public sealed partial class InputsLoss
{
    private static double Loss(
        Row row, [PerRow] double margin, [PerRow] ClassVector soft, ClassVector bias, [PerRow] double scale, [PerRow] ClassVector cost,
        double k = 0.5) =>
        -scale * bias[row] * row.LogProb + k * row.SumOthers(c => Hinge(c, row, margin) * cost[c]) - row.Sum(c => soft[c] * c.LogProb);

    private static double Hinge(RowClass c, Row row, double margin) => Math.Max(0, margin + c.Logit - row.TargetLogit);
}

/// <summary>A number of a row without anything that a class has: statistics are all that the kernel needs otherwise.</summary>
[SparseTargetLoss]
public sealed partial class RowScaleLoss
{
    private static double Loss(Row row, [PerRow] double scale) => -scale * scale * row.LogProb;
}

/// <summary>The derivative by the number takes a sweep that the loss and its gradient do not take.</summary>
[SparseTargetLoss]
public sealed partial class RowPowerLoss
{
    private static double Loss(Row row, [PerRow] double shift) => row.SumOthers(c => c.Prob * c.Logit * Math.Exp(Row.Detach(shift)) + Math.Exp(shift) * c.Prob);
}

/// <summary>Four numbers of a row.</summary>
[SparseTargetLoss]
public sealed partial class FourNumbersLoss
{
    private static double Loss(Row row, [PerRow] double a, [PerRow] double b, [PerRow] double c, [PerRow] double d) =>
        -a * row.LogProb + b * row.LogSumExp * c + Math.Exp(d) * row.Entropy;
}

/// <summary>Four class inputs.</summary>
[SparseTargetLoss]
public sealed partial class FourClassInputsLoss
{
    private static double Loss(
        Row row, [PerRow] ClassVector a, [PerRow] ClassVector b, [PerRow] ClassVector c, [PerRow] ClassVector d) =>
        -row.LogProb + row.Sum(j => (a[j] + 2 * b[j] + 3 * c[j] + 4 * d[j]) * j.Prob);
}
