using System.ComponentModel;

namespace SparseLsr.Gen;

/// <summary>
/// One row of logits as a generated kernel sees it: first collected, in one sweep over every class but the target, then known
/// by its statistics (each as on <see cref="Row"/>), last given its gradient. Implemented by the runtime's sweeps.
/// </summary>
/// <typeparam name="TNumber">The type of all scalars: float64 on the CPU whatever the logits' type, float32 on the GPU but for float64.</typeparam>
/// <remarks>One of the <c>Collect</c> methods comes first.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowSweep<TNumber>
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
    void StoreGradient(TNumber others, TNumber target);

    /// <summary>Second sweep: g_j = q_j·<paramref name="others"/> + <paramref name="mean"/> for j ≠ t, 0 where z_j is −∞.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="mean">Z/C.</param>
    /// <param name="target">D + Z/C.</param>
    void StoreGradientWithMean(TNumber others, TNumber mean, TNumber target);

    /// <summary>Second sweep: g_j = q_j·(<paramref name="others"/> − <paramref name="entropy"/>·(log q_j + H′)) for j ≠ t.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="entropy">E.</param>
    /// <param name="target">D.</param>
    void StoreGradientWithEntropy(TNumber others, TNumber entropy, TNumber target);

    /// <summary>Second sweep: g_j = q_j·(<paramref name="others"/> − <paramref name="entropy"/>·(log q_j + H′)) + <paramref name="mean"/>.</summary>
    /// <param name="others">Λ − D.</param>
    /// <param name="entropy">E.</param>
    /// <param name="mean">Z/C.</param>
    /// <param name="target">D + Z/C.</param>
    void StoreGradientWithMeanAndEntropy(TNumber others, TNumber entropy, TNumber mean, TNumber target);

    /// <summary>d = log(p/(1 − p)).</summary>
    TNumber LogOdds { get; }

    /// <summary>log p = −softplus(−d).</summary>
    TNumber LogProb { get; }

    /// <summary>p = σ(d).</summary>
    TNumber Prob { get; }

    /// <summary>log(1 − p) = −softplus(d).</summary>
    TNumber LogComplement { get; }

    /// <summary>1 − p = σ(−d).</summary>
    TNumber Complement { get; }

    /// <summary>z_t.</summary>
    TNumber TargetLogit { get; }

    /// <summary>ℓ = log Σ exp z_j over all classes.</summary>
    TNumber LogSumExp { get; }

    /// <summary>z̄, the mean of all logits.</summary>
    TNumber MeanLogit { get; }

    /// <summary>z̄ − ℓ.</summary>
    TNumber MeanLogProb { get; }

    /// <summary>H = −Σ p_j log p_j over all classes.</summary>
    TNumber Entropy { get; }

    /// <summary>H′, the entropy of the softmax of the other classes.</summary>
    TNumber OthersEntropy { get; }

    /// <summary>m′, the largest logit of the other classes.</summary>
    TNumber OthersMaximum { get; }

    /// <summary>z_t − m′.</summary>
    TNumber TargetOffset { get; }

    /// <summary>ℓ − m′.</summary>
    TNumber LogSumExpOffset { get; }

    /// <summary>μ = z̄ − m′.</summary>
    TNumber MeanOffset { get; }
}
