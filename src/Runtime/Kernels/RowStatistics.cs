using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The statistics of a row, made from its sums over the other classes and from the target's logit: the one definition of each,
/// for every type and device. A row that is all −∞, or that holds +∞ or NaN, has NaN for all of them but the number of its target.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TMath">The functions for that type and device.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowStatistics<T, TMath>
    where T : unmanaged, INumber<T>
    where TMath : struct, IRowMath<T>
{
    // exp(−|d|) and log(1 + exp(−|d|)), from which every function of the log-odds follows without cancellation.
    private T _exp;
    private T _logP1;

    // Σ (z_j − m′)/C over the other classes.
    private T _othersMean;

    /// <summary>d = log(p/(1 − p)).</summary>
    public T LogOdds { get; private set; }

    /// <summary>p = σ(d).</summary>
    public readonly T Prob => TMath.BySign(LogOdds, T.One, _exp) / (T.One + _exp);

    /// <summary>1 − p = σ(−d).</summary>
    public readonly T Complement => TMath.BySign(LogOdds, _exp, T.One) / (T.One + _exp);

    /// <summary>log p = −softplus(−d).</summary>
    public readonly T LogProb => -(TMath.BySign(LogOdds, T.Zero, -LogOdds) + _logP1);

    /// <summary>log(1 − p) = −softplus(d).</summary>
    public readonly T LogComplement => -(TMath.BySign(LogOdds, LogOdds, T.Zero) + _logP1);

    /// <summary>t, the number of the target class.</summary>
    public T Target { get; private set; }

    /// <summary>z_t.</summary>
    public T TargetLogit { get; private set; }

    /// <summary>ℓ = z_t + softplus(−d) for d ≥ 0, else ℓ′ + softplus(d): each keeps the larger part whole.</summary>
    public readonly T LogSumExp =>
        TMath.BySign(LogOdds, TargetLogit, OthersMaximum) + (TMath.BySign(LogOdds, T.Zero, LogSum) + _logP1);

    /// <summary>z̄, the mean of all logits.</summary>
    public readonly T MeanLogit => OthersMaximum + MeanOffset;

    /// <summary>z̄ − ℓ, from the offsets, so that a common offset of the logits cancels nothing.</summary>
    public readonly T MeanLogProb => MeanOffset - LogSumExpOffset;

    /// <summary>H = softplus(−|d|) + |d|·σ(−|d|) + (1 − p)·H′, the entropy of the softmax of all classes.</summary>
    public readonly T Entropy =>
        _logP1 + TMath.MultiplyNoNan(TMath.Abs(LogOdds), _exp / (T.One + _exp)) + Complement * OthersEntropy;

    /// <summary>H′, the entropy of the softmax of the other classes.</summary>
    public T OthersEntropy { get; private set; }

    /// <summary>m′, the largest logit of the other classes.</summary>
    public T OthersMaximum { get; private set; }

    /// <summary>The largest logit of the other classes; −∞ where none is left.</summary>
    public readonly T MaxOtherLogit => PerExponential == T.Zero ? TMath.NegativeInfinity : OthersMaximum;

    /// <summary>The largest other logit minus m′, of which only the derivative matters.</summary>
    public readonly T MaxOtherOffset => T.Zero;

    /// <summary>z_t − m′.</summary>
    public T TargetOffset { get; private set; }

    /// <summary>ℓ − m′.</summary>
    public readonly T LogSumExpOffset => TMath.BySign(LogOdds, TargetOffset, LogSum) + _logP1;

    /// <summary>z̄ − m′.</summary>
    public readonly T MeanOffset => _othersMean + TargetOffset / Classes;

    /// <summary>C.</summary>
    internal T Classes { get; private set; }

    /// <summary>1/Σ exp(z_j − m′), 0 where no other class is left.</summary>
    internal T PerExponential { get; private set; }

    /// <summary>log Σ exp(z_j − m′).</summary>
    public T LogSum { get; private set; }

    /// <summary>Whether the row has no softmax.</summary>
    internal bool IsNaN { get; private set; }

    /// <summary>Takes the sums over all other classes of a row.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="target">t.</param>
    /// <param name="targetLogit">z_t.</param>
    /// <param name="classes">C.</param>
    /// <remarks>In place: a copy of a struct that has just been filled waits until all of it has reached the cache.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Take(in RowSums<T, TMath> sums, T target, T targetLogit, T classes)
    {
        Target = target;
        Classes = classes;
        bool othersLeft = sums.Sum > T.Zero;
        T infinity = -TMath.NegativeInfinity;
        IsNaN = T.IsNaN(sums.Sum) || T.IsNaN(targetLogit) || sums.Maximum == infinity || targetLogit == infinity
            || (!othersLeft && targetLogit == TMath.NegativeInfinity);
        if (IsNaN)
            TakeNaN();
        else if (othersLeft)
            TakeOthers(sums, targetLogit);
        else
            TakeTargetAlone(targetLogit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeOthers(in RowSums<T, TMath> sums, T targetLogit)
    {
        TargetLogit = targetLogit;
        OthersMaximum = sums.Maximum;
        TargetOffset = targetLogit - sums.Maximum;
        _othersMean = sums.MeanOffset;
        PerExponential = T.One / sums.Sum;
        LogSum = TMath.Log(sums.Sum);
        OthersEntropy = LogSum - sums.Weighted * PerExponential;
        LogOdds = TargetOffset - LogSum;
        _exp = TMath.Exp(-TMath.Abs(LogOdds));
        _logP1 = TMath.LogP1OfUnit(_exp);
    }

    /// <summary>Only the target is left: p = 1, and the offsets are relative to its logit.</summary>
    private void TakeTargetAlone(T targetLogit)
    {
        TargetLogit = OthersMaximum = targetLogit;
        _othersMean = Classes == T.One ? T.Zero : TMath.NegativeInfinity;
        LogOdds = -TMath.NegativeInfinity;
        LogSum = TMath.NegativeInfinity;
        TargetOffset = OthersEntropy = PerExponential = _exp = _logP1 = T.Zero;
    }

    private void TakeNaN()
    {
        TargetLogit = OthersMaximum = TargetOffset = _othersMean = LogOdds = OthersEntropy = TMath.NaN;
        PerExponential = LogSum = _exp = _logP1 = TMath.NaN;
    }
}
