using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal unsafe partial struct RowSweep<TNumber, TVector, TLanes, TFormat>
{
    /// <summary>
    /// How far a logit may stand over the reference of its exponentials before a higher reference is taken: a rising row would
    /// otherwise be swept twice. The entropy takes none, because its sum would cancel.
    /// </summary>
    private const double Headroom = 8;

    /// <summary>How far ahead of the sweep memory is fetched: two blocks of float32.</summary>
    private const int PrefetchBytes = 8192;

    public void Collect() => Collect<No, No>();

    public void CollectWithMean() => Collect<Yes, No>();

    public void CollectWithEntropy() => Collect<No, Yes>();

    public void CollectWithMeanAndEntropy() => Collect<Yes, Yes>();

    private void Collect<TMean, TEntropy>()
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        if (WantsGradient)
            Collect<TMean, TEntropy, Yes>();
        else
            Collect<TMean, TEntropy, No>();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect<TMean, TEntropy, TKeep>()
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TKeep : struct, IFlag
    {
        var sums = new RowSums();
        TVector maxima = TLanes.Create(double.NegativeInfinity);
        TVector limit = maxima;
        long block = 0;
        for (long start = 0; start < _classes; start += Scratch.BlockLength, block++)
        {
            int count = (int)Math.Min(Scratch.BlockLength, _classes - start);
            nint padded = (count + TLanes.Count - 1) & -TLanes.Count;
            TNumber* logits = Others(start, count);
            byte* ahead = _logits + start * TFormat.Size + PrefetchBytes;
            TNumber* exponentials = TKeep.IsSet ? _buffers.Exponentials + start : null;
            if (double.IsNegativeInfinity(sums.Reference))
            {
                sums.Reference = TLanes.Maximum(BlockSweeps<TVector, TNumber, TLanes>.Maximum(logits, padded));
                limit = TLanes.Create(TEntropy.IsSet ? sums.Reference : sums.Reference + Headroom);
            }
            double sum, weighted;
            if (double.IsNegativeInfinity(sums.Reference))
            {
                // Nothing but masked classes so far; the sum of the logits tells whether there is a NaN among them.
                weighted = 0;
                sum = double.IsNaN(BlockSweeps<TVector, TNumber, TLanes>.Offsets(logits, padded, 0)) ? double.NaN : 0;
                if (TKeep.IsSet)
                {
                    Release(start, padded);
                    new Span<TNumber>(exponentials, (int)padded).Clear();
                }
            }
            else
            {
                if (TKeep.IsSet && TryTake<TEntropy>(start, padded, out GradientRun<TNumber> previous))
                {
                    BlockSweeps<TVector, TNumber, TLanes>.Exponentials<TKeep, TEntropy, Yes>(
                        logits, exponentials, ahead, padded, sums.Reference, previous, ref maxima, out sum, out weighted);
                }
                else
                {
                    if (TKeep.IsSet)
                        Release(start, padded);
                    BlockSweeps<TVector, TNumber, TLanes>.Exponentials<TKeep, TEntropy, No>(
                        logits, exponentials, ahead, padded, sums.Reference, default, ref maxima, out sum, out weighted);
                }
                if (TLanes.AnyGreater(maxima, limit))
                {
                    sums.Raise(TLanes.Maximum(maxima));
                    limit = TLanes.Create(TEntropy.IsSet ? sums.Reference : sums.Reference + Headroom);
                    BlockSweeps<TVector, TNumber, TLanes>.Exponentials<TKeep, TEntropy, No>(
                        logits, exponentials, ahead, padded, sums.Reference, default, ref maxima, out sum, out weighted);
                }
            }
            if (TKeep.IsSet)
                _buffers.References[block] = sums.Reference;
            bool holdsTarget = Holds(start, count);
            double offsets = TMean.IsSet ? Offsets(start, count, padded, sums.Reference) : 0;
            sums.Add(sum, offsets, weighted, holdsTarget ? count - 1 : count);
        }
        if (TKeep.IsSet)
            Finish();
        double targetLogit = TFormat.ReadOne(_logits + _target * _logitStride * TFormat.Size);
        double maximum = TLanes.AnyGreater(maxima, TLanes.Create(sums.Reference)) ? TLanes.Maximum(maxima) : sums.Reference;
        sums.Complete(targetLogit, maximum, ref _statistics);
    }

    /// <summary>A block of logits in full vectors, the target and what lies past the end of the row masked.</summary>
    private readonly TNumber* Others(long start, int count)
    {
        byte* source = _logits + start * _logitStride * TFormat.Size;
        if (ReadsInPlace)
            return Replace((TNumber*)source, start, count, double.NegativeInfinity);
        TFormat.Read(source, _logitStride, _buffers.Block, count);
        return Replace(_buffers.Block, start, count, double.NegativeInfinity);
    }

    /// <summary>Σ (z − reference) over a block's other classes.</summary>
    private readonly double Offsets(long start, int count, nint padded, double reference)
    {
        if (double.IsNegativeInfinity(reference))
            return count > 1 || !Holds(start, count) ? double.NegativeInfinity : 0;
        TNumber* logits = ReadsInPlace ? (TNumber*)_logits + start : _buffers.Block;
        logits = Replace(logits, start, count, reference);
        return BlockSweeps<TVector, TNumber, TLanes>.Offsets(logits, padded, reference);
    }

    /// <summary>A block with another value for the target and for what lies past the end of the row; itself where it has neither.</summary>
    private readonly TNumber* Replace(TNumber* logits, long start, int count, double value)
    {
        int target = Holds(start, count) ? (int)(_target - start) : -1;
        if (target < 0 && count % TLanes.Count == 0)
            return logits;
        BlockSweeps<TVector, TNumber, TLanes>.CopyOthers(logits, _buffers.Block, count, target, TNumber.CreateTruncating(value));
        return _buffers.Block;
    }

    private readonly bool Holds(long start, int count) => (ulong)(_target - start) < (ulong)count;
}
