using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal unsafe partial struct ChunkSweep<TNumber, TVector, TLanes, TFormat>
{
    /// <summary>
    /// How far a logit may exceed the reference of its exponentials before a higher reference is taken: a rising row would
    /// otherwise be swept twice. The entropy takes none, because its sum would cancel.
    /// </summary>
    private const double Headroom = 8;

    /// <summary>How far ahead of the sweep memory is fetched: two blocks of float32.</summary>
    private const int PrefetchBytes = 8192;

    /// <summary>First sweep: adds the other classes from <paramref name="start"/> to <paramref name="end"/> to sums over none.</summary>
    /// <typeparam name="TMean">Whether the mean is summed.</typeparam>
    /// <typeparam name="TEntropy">Whether the sum for the entropy is.</typeparam>
    /// <typeparam name="TKeep">Whether to keep the exponentials for the gradient.</typeparam>
    /// <typeparam name="TTransform">What is done to the logits first.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Accumulate<TMean, TEntropy, TKeep, TTransform>(
        long start, long end, ref TTransform transform, ref RowSums<double, Float64Math> sums)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TKeep : struct, IFlag
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        // −∞ until a class is found that is not masked.
        double reference = double.NegativeInfinity;
        TVector maxima = TLanes.Create(double.NegativeInfinity);
        TVector limit = maxima;
        GradientRun<TNumber> previous = default;
        for (; start < end; start += Scratch.BlockLength)
        {
            int count = (int)Math.Min(Scratch.BlockLength, end - start);
            nint padded = (count + TLanes.Count - 1) & -TLanes.Count;
            TNumber* logits = Masked(start, count, ref transform);
            byte* ahead = _logits + start * TFormat.Size + PrefetchBytes;
            TNumber* exponentials = TKeep.IsSet ? _buffers.Exponentials + start : null;
            TNumber* transformed = logits;
            if (double.IsNegativeInfinity(reference))
            {
                if (TTransform.IsFused)
                {
                    transformed = _buffers.Transformed;
                    transform.Run(logits, transformed, (int)padded, start, _buffers.Vector);
                }
                reference = TLanes.Maximum(BlockSweeps<TVector, TNumber, TLanes>.Maximum(transformed, padded));
                limit = TLanes.Create(TEntropy.IsSet ? reference : reference + Headroom);
                // There is nothing to rescale yet but offsets of masked classes.
                if (sums.Fraction == 0 && !double.IsNegativeInfinity(reference))
                    sums.Maximum = reference;
                else
                    sums.Rescale(reference);
            }
            double sum, weighted;
            if (double.IsNegativeInfinity(reference))
            {
                // Nothing but masked classes so far; the sum of the logits is NaN if one of them is.
                weighted = 0;
                sum = double.IsNaN(BlockSweeps<TVector, TNumber, TLanes>.Offsets(transformed, padded, 0, 1)) ? double.NaN : 0;
                if (TKeep.IsSet)
                {
                    if (_deferred.HasPending)
                        FlushUpTo(start, padded);
                    new Span<TNumber>(exponentials, (int)padded).Clear();
                }
            }
            else
            {
                if (TKeep.IsSet && _deferred.HasPending && TryClaim<TEntropy>(start, padded, ref previous))
                {
                    Exponentials<TKeep, TEntropy, Yes, TTransform>(
                        logits, ref transform, start, exponentials, ahead, padded, reference, previous, ref maxima, out sum, out weighted);
                }
                else
                {
                    if (TKeep.IsSet && _deferred.HasPending)
                        FlushUpTo(start, padded);
                    Exponentials<TKeep, TEntropy, No, TTransform>(
                        logits, ref transform, start, exponentials, ahead, padded, reference, previous, ref maxima, out sum, out weighted);
                }
                if (TLanes.AnyGreater(maxima, limit))
                {
                    reference = TLanes.Maximum(maxima);
                    sums.Rescale(reference);
                    limit = TLanes.Create(TEntropy.IsSet ? reference : reference + Headroom);
                    Exponentials<TKeep, TEntropy, No, TTransform>(
                        logits, ref transform, start, exponentials, ahead, padded, reference, previous, ref maxima, out sum, out weighted);
                }
            }
            if (TKeep.IsSet)
                _buffers.References[start / Scratch.BlockLength] = reference;
            sums.Sum += sum;
            sums.Weighted += weighted;
            if (TMean.IsSet)
            {
                sums.MeanOffset += Offsets<TTransform>(start, count, padded, reference);
                sums.Fraction += (HasTarget(start, count) ? count - 1 : count) * _share;
            }
        }
        if (TLanes.AnyGreater(maxima, TLanes.Create(reference)))
            sums.Rescale(TLanes.Maximum(maxima));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exponentials<TKeep, TEntropy, TWrite, TTransform>(
        TNumber* logits, ref TTransform transform, long start, TNumber* exponentials, byte* ahead, nint padded, double reference,
        in GradientRun<TNumber> previous, ref TVector maxima, out double sum, out double weighted)
        where TKeep : struct, IFlag
        where TEntropy : struct, IFlag
        where TWrite : struct, IFlag
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        if (TTransform.IsFused)
        {
            BlockSweeps<TVector, TNumber, TLanes>.Transformed<TKeep, TEntropy, TWrite, TTransform>(
                logits, ref transform, start, exponentials, ahead, padded, reference, previous, ref maxima, out sum, out weighted);
        }
        else
        {
            BlockSweeps<TVector, TNumber, TLanes>.Exponentials<TKeep, TEntropy, TWrite>(
                logits, exponentials, ahead, padded, reference, previous, ref maxima, out sum, out weighted);
        }
    }

    /// <summary>
    /// First sweep of a loss that needs nothing of the softmax: whether a logit is NaN or +∞, and whether one is not masked. What is
    /// summed up is the number 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Check(long start, long end, ref RowSums<double, Float64Math> sums)
    {
        TVector maxima = TLanes.Create(double.NegativeInfinity), invalid = TLanes.Create(0);
        GradientRun<TNumber> previous = default;
        NoTransform<TVector, TNumber, TLanes> none = default;
        for (; start < end; start += Scratch.BlockLength)
        {
            int count = (int)Math.Min(Scratch.BlockLength, end - start);
            nint padded = (count + TLanes.Count - 1) & -TLanes.Count;
            TNumber* logits = Masked(start, count, ref none);
            byte* ahead = _logits + start * TFormat.Size + PrefetchBytes;
            if (_deferred.HasPending && TryClaim<No>(start, padded, ref previous))
            {
                BlockSweeps<TVector, TNumber, TLanes>.Check<Yes>(logits, ahead, padded, previous, ref maxima, ref invalid);
                continue;
            }
            if (_deferred.HasPending)
                FlushUpTo(start, padded);
            BlockSweeps<TVector, TNumber, TLanes>.Check<No>(logits, ahead, padded, previous, ref maxima, ref invalid);
        }
        sums.Maximum = TLanes.Maximum(maxima);
        sums.Sum = TLanes.Sum(invalid) + (double.IsNegativeInfinity(sums.Maximum) ? 0 : 1);
    }

    /// <summary>A block of logits in full vectors, the target and what lies past the end masked. Transformed, unless fused.</summary>
    private readonly TNumber* Masked<TTransform>(long start, int count, ref TTransform transform)
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        byte* source = _logits + start * _logitStride * TFormat.Size;
        if (TTransform.IsSet)
            transform.SetBlock(start, count);
        if (TTransform.IsSet && !TTransform.IsFused)
        {
            transform.Run(Read(source, count), _buffers.Block, count, start, _buffers.Vector);
            return Replace(_buffers.Block, start, count, double.NegativeInfinity);
        }
        if (ReadsInPlace)
            return Replace((TNumber*)source, start, count, double.NegativeInfinity);
        TFormat.Read(source, _logitStride, _buffers.Block, count);
        return Replace(_buffers.Block, start, count, double.NegativeInfinity);
    }

    /// <summary>A block of logits where they are, or converted.</summary>
    private readonly TNumber* Read(byte* source, int count)
    {
        if (ReadsInPlace)
            return (TNumber*)source;
        TFormat.Read(source, _logitStride, _buffers.Block, count);
        return _buffers.Block;
    }

    /// <summary>Σ (z − reference)/C over a block's other classes.</summary>
    private readonly double Offsets<TTransform>(long start, int count, nint padded, double reference)
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        if (double.IsNegativeInfinity(reference))
            return count > 1 || !HasTarget(start, count) ? double.NegativeInfinity : 0;
        TNumber* logits = ReadsInPlace && !TTransform.IsSet ? (TNumber*)_logits + start : _buffers.Block;
        logits = Replace(logits, start, count, reference);
        return BlockSweeps<TVector, TNumber, TLanes>.Offsets(logits, padded, reference, _share);
    }

    /// <summary>A block with another value for the target and for what lies past the end of the row; itself where it has neither.</summary>
    private readonly TNumber* Replace(TNumber* logits, long start, int count, double value)
    {
        int target = HasTarget(start, count) ? (int)(_target - start) : -1;
        if (target < 0 && count % TLanes.Count == 0)
            return logits;
        BlockSweeps<TVector, TNumber, TLanes>.CopyMasked(logits, _buffers.Block, count, target, TNumber.CreateTruncating(value));
        return _buffers.Block;
    }
}
