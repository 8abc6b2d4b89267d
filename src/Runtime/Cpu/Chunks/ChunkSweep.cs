using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>
/// The two sweeps over successive classes of a row in memory: <see cref="Accumulate"/> sums them up and keeps their exponentials;
/// <see cref="Write"/> makes the gradient from these. Knows no loss. Used for one row, or chunk of one, after the other.
/// </summary>
[SkipLocalsInit]
internal unsafe partial struct ChunkSweep<TNumber, TVector, TLanes, TFormat>
    where TNumber : unmanaged, INumberBase<TNumber>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, TNumber>
    where TFormat : struct, IElementFormat<TNumber>
{
    private readonly ChunkBuffers<TNumber> _buffers;
    private readonly double _share;
    private readonly long _logitStride;
    private readonly long _gradientStride;
    private readonly bool _nonTemporal;
    private readonly TNumber** _vectors;
    private ClassInputs<TNumber> _inputs;
    private byte* _logits;
    private byte* _gradient;
    private long _classes;
    private long _target;
    private DeferredGradient<TNumber> _deferred;

    /// <param name="buffers">The worker's buffers, for the most classes that it will see at one time.</param>
    /// <param name="rowClasses">C, the number of classes of a whole row.</param>
    /// <param name="logitStride">The elements from one logit of a row to the next.</param>
    /// <param name="gradientStride">The elements from one number of the gradient to the next.</param>
    /// <param name="nonTemporal">Whether to store contiguous gradients past the caches.</param>
    /// <param name="vectors">Where each of the loss's class vectors begins.</param>
    /// <param name="inputs">How many class inputs there are.</param>
    public ChunkSweep(
        ChunkBuffers<TNumber> buffers, long rowClasses, long logitStride, long gradientStride, bool nonTemporal, TNumber** vectors,
        int inputs)
    {
        _buffers = buffers;
        _share = 1.0 / rowClasses;
        _logitStride = logitStride;
        _gradientStride = gradientStride;
        _nonTemporal = nonTemporal;
        _vectors = vectors;
        _inputs = new ClassInputs<TNumber>(inputs, buffers);
    }

    /// <summary>Whether contiguous logits can be read where they are.</summary>
    private readonly bool ReadsInPlace => TFormat.IsNative && _logitStride == 1;

    /// <summary>Whether the gradient can be written where it belongs, vector by vector.</summary>
    private readonly bool WritesInPlace => TFormat.IsNative && _gradientStride == 1;

    /// <summary>Turns to other classes. A gradient that is still to be written stays known.</summary>
    /// <param name="logits">The first of their logits.</param>
    /// <param name="gradient">The first number of their gradient; null where none is wanted.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="target">The row's target, counted from the first of them; it may be none of them.</param>
    public void Begin(byte* logits, byte* gradient, long classes, long target)
    {
        _logits = logits;
        _gradient = gradient;
        _classes = classes;
        _target = target;
    }

    /// <summary>Where each of the loss's class vectors begins.</summary>
    public readonly TNumber** Vectors => _vectors;

    /// <summary>The class inputs of the row.</summary>
    [UnscopedRef]
    public ref ClassInputs<TNumber> Inputs => ref _inputs;

    /// <summary>z_t; the target is one of the classes.</summary>
    public readonly double TargetLogit => TFormat.ReadOne(_logits + _target * _logitStride * TFormat.Size);

    /// <summary>The scalars of the gradient that <see cref="Write"/> writes; to be set after <see cref="Flush"/>.</summary>
    [UnscopedRef]
    public ref RowGradient<double, Float64Math> Gradient => ref _deferred.Gradient;

    private readonly bool HasTarget(long start, long count) => (ulong)(_target - start) < (ulong)count;
}
