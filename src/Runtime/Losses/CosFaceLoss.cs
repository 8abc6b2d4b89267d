namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy of scaled cosines, the target's lowered by a margin: s·(cos θ_t − m) and s·cos θ_j. The logits are the cosines
/// (Wang et al., "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018).
/// </summary>
[SparseTargetLoss]
public sealed partial class CosFaceLoss
{
    /// <param name="c">A class, its logit the cosine of the angle between the embedding and the class's weights.</param>
    /// <param name="scale">s, what the cosines are multiplied by.</param>
    /// <param name="margin">m, what the target's cosine is lowered by.</param>
    private static double Logit(RowClass c, double scale = 64, double margin = 0.35) =>
        scale * (c.IsTarget ? c.Logit - margin : c.Logit);

    private static double Loss(Row row) => -row.LogProb;
}
