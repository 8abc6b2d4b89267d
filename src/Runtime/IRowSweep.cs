using System.ComponentModel;

namespace SparseLsr.Gen;

/// <summary>
/// One row of logits as a generated kernel sees it: first collected, in one sweep over every class but the target, then known
/// by its statistics (each as on <see cref="Row"/>), last given its gradient. Implemented by the runtime's CPU sweeps.
/// </summary>
/// <remarks>All scalars are float64, whatever the logits' type. One of the <c>Collect</c> methods comes first.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowSweep
{
    /// <summary>First sweep: m′ = max z_j and S′ = Σ exp(z_j − m′), j ≠ t, keeping the exponentials at hand.</summary>
    void Collect();

    /// <summary>As <see cref="Collect"/>, and the mean μ = mean(z_j − m′) over all classes.</summary>
    void CollectWithMean();

    /// <summary>As <see cref="Collect"/>, and Σ exp(z_j − m′)·(z_j − m′), for the entropy H′.</summary>
    void CollectWithEntropy();

    /// <summary>All four sums.</summary>
    void CollectWithMeanAndEntropy();

    /// <summary>Whether a gradient is wanted; if not, the kernel ends with the loss.</summary>
    bool WantsGradient { get; }

    /// <summary>Second sweep: g_j = q_j·<paramref name="others"/> for j ≠ t, and g_t = <paramref name="target"/>.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="target">D.</param>
    void StoreGradient(double others, double target);

    /// <summary>Second sweep: g_j = q_j·<paramref name="others"/> + <paramref name="mean"/> for j ≠ t, 0 where z_j is −∞.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="mean">Z/C.</param>
    /// <param name="target">D + Z/C.</param>
    void StoreGradientWithMean(double others, double mean, double target);

    /// <summary>Second sweep: g_j = q_j·(<paramref name="others"/> − <paramref name="entropy"/>·(log q_j + H′)) for j ≠ t.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="entropy">E.</param>
    /// <param name="target">D.</param>
    void StoreGradientWithEntropy(double others, double entropy, double target);

    /// <summary>Second sweep: g_j = q_j·(<paramref name="others"/> − <paramref name="entropy"/>·(log q_j + H′)) + <paramref name="mean"/>.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="entropy">E.</param>
    /// <param name="mean">Z/C.</param>
    /// <param name="target">D + Z/C.</param>
    void StoreGradientWithMeanAndEntropy(double others, double entropy, double mean, double target);

    /// <summary>d = log(p/(1 − p)).</summary>
    double LogOdds { get; }

    /// <summary>log p = −softplus(−d).</summary>
    double LogProb { get; }

    /// <summary>p = σ(d).</summary>
    double Prob { get; }

    /// <summary>log(1 − p) = −softplus(d).</summary>
    double LogComplement { get; }

    /// <summary>1 − p = σ(−d).</summary>
    double Complement { get; }

    /// <summary>z_t.</summary>
    double TargetLogit { get; }

    /// <summary>ℓ = log Σ exp z_j over all classes.</summary>
    double LogSumExp { get; }

    /// <summary>z̄, the mean of all logits.</summary>
    double MeanLogit { get; }

    /// <summary>z̄ − ℓ.</summary>
    double MeanLogProb { get; }

    /// <summary>H = −Σ p_j log p_j over all classes.</summary>
    double Entropy { get; }

    /// <summary>H′, the entropy of the softmax of the other classes.</summary>
    double OthersEntropy { get; }

    /// <summary>m′, the largest logit of the other classes.</summary>
    double OthersMaximum { get; }

    /// <summary>z_t − m′.</summary>
    double TargetOffset { get; }

    /// <summary>ℓ − m′.</summary>
    double LogSumExpOffset { get; }

    /// <summary>μ = z̄ − m′.</summary>
    double MeanOffset { get; }
}
