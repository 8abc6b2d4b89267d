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

/// <summary>Numbers of a row in the transform of the logits, before a loss of every statistic that has a derivative of its own.</summary>
[SparseTargetLoss]
public sealed partial class TransformInputsLoss
{
    private static double Logit(RowClass c, ClassVector prior, [PerRow] double temperature, [PerRow] double margin, [PerRow] ClassVector shift) =>
        (c.Logit + prior[c] * margin + shift[c]) / temperature - (c.IsTarget ? margin * margin : 0);

    private static double Loss(Row row, [PerRow] double margin) =>
        -row.LogProb * margin + 0.3 * row.Entropy - 0.2 * row.MeanLogit + 0.1 * row.LogSumExp * row.LogSumExp
        + row.SumOthers(c => c.Prob * c.Logit) * row.SumOthers(c => Math.Max(0, margin + c.Logit - row.TargetLogit)) + 0.5 * row.MaxOtherLogit;
}

/// <summary>A number of a row that all logits are shifted by, the target's by more.</summary>
[SparseTargetLoss]
public sealed partial class ShiftedLogitsLoss
{
    private static double Logit(RowClass c, [PerRow] double shift) => c.Logit + (c.IsTarget ? 3 : 1) * shift;

    private static double Loss(Row row) => -row.LogProb + 0.1 * row.MeanLogit + 0.2 * row.Entropy + row.SumOthers(c => c.Logit * c.Logit * c.Prob);
}

/// <summary>A temperature for each row.</summary>
[SparseTargetLoss]
public sealed partial class RowTemperatureLoss
{
    private static double Logit(RowClass c, [PerRow] double temperature) => c.Logit / temperature;

    private static double Loss(Row row) => -row.LogProb;
}
