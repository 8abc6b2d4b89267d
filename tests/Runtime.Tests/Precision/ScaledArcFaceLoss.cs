namespace SparseLsr.Gen.Tests.Precision;

/// <summary>ArcFace on cosines that are scaled by s (Deng et al., 2019): the target's angle grows by m. At cos θ_t = 1 its derivative is infinite.</summary>
[SparseTargetLoss]
public sealed partial class ScaledArcFaceLoss
{
    private static double Loss(Row row, double s = 64, double m = 0.5)
    {
        double others = row.LogSumExp + row.LogComplement;
        double target = s * Math.Cos(Math.Acos(row.TargetLogit / s) + m);
        return Math.Log(1 + Math.Exp(others - target));
    }
}
