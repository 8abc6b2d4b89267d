namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy of scaled cosines, the target's angle enlarged by a margin: s·cos(θ_t + m) and s·cos θ_j. The logits are the cosines
/// (Deng et al., "ArcFace: Additive Angular Margin Loss for Deep Face Recognition", CVPR 2019).
/// </summary>
/// <remarks>At cos θ_t = ±1 the derivative by the target's cosine is infinite.</remarks>
[SparseTargetLoss]
public sealed partial class ArcFaceLoss
{
    /// <param name="c">A class, its logit the cosine of the angle between the embedding and the class's weights.</param>
    /// <param name="scale">s, what the cosines are multiplied by.</param>
    /// <param name="margin">m, what the target's angle is enlarged by, in radians.</param>
    private static double Logit(RowClass c, double scale = 64, double margin = 0.5)
    {
        if (!c.IsTarget)
            return scale * c.Logit;
        // cos(θ + m) = cos θ·cos m − sin θ·sin m.
        double sine = Math.Sqrt((1 - c.Logit) * (1 + c.Logit));
        return scale * (c.Logit * Math.Cos(margin) - sine * Math.Sin(margin));
    }

    private static double Loss(Row row) => -row.LogProb;
}
