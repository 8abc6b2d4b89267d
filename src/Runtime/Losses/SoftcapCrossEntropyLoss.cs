using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// Cross entropy of s·tanh(z/s), logits that are capped smoothly at ±s, with λ·(log Σ exp)² of them added
/// (Gemma Team, "Gemma 2: Improving Open Language Models at a Practical Size", 2024; the z-loss of PaLM, 2022).
/// </summary>
[SparseTargetLoss]
public sealed partial class SoftcapCrossEntropyLoss
{
    /// <param name="c">A class.</param>
    /// <param name="softcap">s, the largest logit.</param>
    private static double Logit(
        RowClass c, [Range(0, double.PositiveInfinity, MinimumIsExclusive = true, MaximumIsExclusive = true)] double softcap = 30) =>
        softcap * Math.Tanh(c.Logit / softcap);

    /// <param name="row">A row of capped logits and its target.</param>
    /// <param name="z_loss">λ, the weight of the squared log-sum-exp.</param>
    private static double Loss(Row row, double z_loss = 0) => -row.LogProb + z_loss * row.LogSumExp * row.LogSumExp;
}
