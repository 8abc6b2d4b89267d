namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Cross entropy that rewards the entropy of the other classes (Chen et al., "Complement Objective Training", 2019).</summary>
[SparseTargetLoss]
public sealed partial class ComplementObjectiveLoss
{
    private static double Loss(Row row, double beta = 0.5) => -row.LogProb - beta * row.OthersEntropy / (row.Classes - 1);
}

/// <summary>Cross entropy whose weight follows from the number of the class.</summary>
[SparseTargetLoss]
public sealed partial class TargetWeightedLoss
{
    private static double Loss(Row row, double first = 3) => -(row.Target < first ? 1 + row.Target / row.Classes : 0.25) * row.LogProb;
}
