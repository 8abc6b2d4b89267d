namespace SparseLsr.Gen.Tests.Precision;

/// <summary>The complement entropy −H′/(C − 1) (Chen et al., 2019), written with the entropy and the probability.</summary>
[SparseTargetLoss]
public sealed partial class ComplementEntropyLoss
{
    private static double Loss(Row row)
    {
        double p = row.Prob;
        return (-row.Entropy - p * Math.Log(p) - (1 - p) * Math.Log(1 - p)) / ((1 - p) * (row.Classes - 1));
    }
}
