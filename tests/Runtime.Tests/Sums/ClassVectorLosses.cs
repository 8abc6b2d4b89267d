namespace SparseLsr.Gen.Tests.Sums;

/// <summary>Class vectors at every place where one can stand.</summary>
[SparseTargetLoss]
public sealed partial class ClassVectorsLoss
{
    private static double Logit(RowClass c, ClassVector scale, ClassVector bias) => scale[c] * c.Logit + (c.IsTarget ? 2 : 1) * bias[c];

    private static double Loss(Row row, ClassVector margin, ClassVector alpha, double k = 0.5) =>
        -alpha[row] * row.LogProb + k * row.Sum(c => Hinge(c, row, margin) * c.Prob);

    private static double Hinge(RowClass c, Row row, ClassVector of) => Math.Max(0, of[c] - of[row] + c.Logit - row.TargetLogit);
}

/// <summary>A class vector of the target alone: statistics are all that the kernel needs otherwise.</summary>
[SparseTargetLoss]
public sealed partial class BalancedFocalLoss
{
    private static double Loss(Row row, ClassVector alpha, double gamma = 2) => -alpha[row] * Math.Pow(1 - row.Prob, gamma) * row.LogProb;
}
