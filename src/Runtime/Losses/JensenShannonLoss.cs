using System.ComponentModel.DataAnnotations;

namespace SparseLsr.Gen;

/// <summary>
/// The generalized Jensen–Shannon divergence between the one-hot target, of weight π, and the softmax, divided by −(1 − π)·log(1 − π):
/// L = (−π·log m + (1 − π)·(p·log(p/m) − (1 − p)·log(1 − π)))/(−(1 − π)·log(1 − π)) with m = π + (1 − π)·p
/// (Englesson and Azizpour, "Generalized Jensen-Shannon Divergence Loss for Learning with Noisy Labels", NeurIPS 2021).
/// </summary>
[SparseTargetLoss]
public sealed partial class JensenShannonLoss
{
    /// <param name="row">A row of logits and its target.</param>
    /// <param name="pi">π, the weight of the target, between 0 and 1: near 0 cross entropy, near 1 mean absolute error.</param>
    private static double Loss(Row row, [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)] double pi = 0.5)
    {
        // m = 1 − (1 − π)·(1 − p).
        double logMixture = double.LogP1(-(1 - pi) * row.Complement);
        double ofTarget = -pi * logMixture;
        double ofSoftmax = row.Prob * (row.LogProb - logMixture) - row.Complement * Math.Log(1 - pi);
        return (ofTarget + (1 - pi) * ofSoftmax) / (-(1 - pi) * Math.Log(1 - pi));
    }
}
