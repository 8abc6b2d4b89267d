namespace SparseLsr.Gen.Tests.Precision;

/// <summary>Cross entropy with a cost on a small log-sum-exp: of it the other classes see what is left of a difference of two derivatives.</summary>
[SparseTargetLoss]
public sealed partial class CappedLogSumExpLoss
{
    private static double Loss(Row row) => -row.LogProb + 0.1 * Math.Pow(Math.Max(0, -row.LogSumExp + 5), 2);
}
