using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>A row of logits in memory: collected in blocks of full vectors, its gradient written from the kept exponentials.</summary>
[SkipLocalsInit]
internal unsafe partial struct RowSweep<TNumber, TVector, TLanes, TFormat> : IRowSweep<double>
    where TNumber : unmanaged, INumberBase<TNumber>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, TNumber>
    where TFormat : struct, IElementFormat<TNumber>
{
    private readonly RowBuffers<TNumber> _buffers;
    private readonly long _classes;
    private readonly long _logitStride;
    private readonly long _gradientStride;
    private readonly bool _nonTemporal;
    private byte* _logits;
    private byte* _gradient;
    private long _target;
    private double _factor;
    private RowStatistics _statistics;
    private PendingGradient<TNumber> _pending;

    /// <param name="buffers">The worker's buffers.</param>
    /// <param name="classes">C.</param>
    /// <param name="logitStride">The elements from one logit of a row to the next.</param>
    /// <param name="gradientStride">The elements from one number of the gradient to the next.</param>
    /// <param name="nonTemporal">Whether to store contiguous gradients past the caches.</param>
    public RowSweep(RowBuffers<TNumber> buffers, long classes, long logitStride, long gradientStride, bool nonTemporal)
    {
        _buffers = buffers;
        _classes = classes;
        _logitStride = logitStride;
        _gradientStride = gradientStride;
        _nonTemporal = nonTemporal;
        _statistics = new RowStatistics { Classes = classes };
    }

    public readonly bool WantsGradient => _gradient != null;

    public readonly double LogOdds => _statistics.LogOdds;

    public readonly double LogProb => _statistics.LogProb;

    public readonly double Prob => _statistics.Prob;

    public readonly double LogComplement => _statistics.LogComplement;

    public readonly double Complement => _statistics.Complement;

    public readonly double TargetLogit => _statistics.TargetLogit;

    public readonly double LogSumExp => _statistics.LogSumExp;

    public readonly double MeanLogit => _statistics.MeanLogit;

    public readonly double MeanLogProb => _statistics.MeanLogProb;

    public readonly double Entropy => _statistics.Entropy;

    public readonly double OthersEntropy => _statistics.OthersEntropy;

    public readonly double OthersMaximum => _statistics.OthersMaximum;

    public readonly double TargetOffset => _statistics.TargetOffset;

    public readonly double LogSumExpOffset => _statistics.LogSumExpOffset;

    public readonly double MeanOffset => _statistics.MeanOffset;

    /// <summary>Whether contiguous logits can be read where they are.</summary>
    private readonly bool ReadsInPlace => TFormat.IsNative && _logitStride == 1;

    /// <summary>Whether the gradient can be written where it belongs, vector by vector.</summary>
    private readonly bool WritesInPlace => TFormat.IsNative && _gradientStride == 1;

    /// <summary>Turns to a row.</summary>
    /// <param name="logits">Its first logit.</param>
    /// <param name="gradient">The first number of its gradient; null where none is wanted.</param>
    /// <param name="target">Its target, a class.</param>
    /// <param name="factor">What its gradient is multiplied by.</param>
    public void Begin(byte* logits, byte* gradient, long target, double factor)
    {
        _logits = logits;
        _gradient = gradient;
        _target = target;
        _factor = factor;
    }

    /// <summary>Gives an ignored row its gradient of zeros; its logits are not read.</summary>
    public void Ignore(byte* gradient)
    {
        if (gradient == null)
            return;
        _gradient = gradient;
        Fill(0);
    }
}
