using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The first sweep over a row, or over a chunk of one: every thread sums up the packs assigned to it.</summary>
internal readonly struct AccumulateSweep<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TNeeds>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
    where TNeeds : struct, IRowNeeds
{
    private readonly ArrayView<TPack> _logits;
    private readonly ArrayView<TPack> _row;
    private readonly RowPlace _place;
    private readonly RowCache<TPack, TThreads, TOutput> _cache;
    private readonly int _target;
    private readonly int _targetPack;
    private readonly TNumber _anchor;
    private readonly TNumber _share;

    /// <param name="logits">The packs of all rows.</param>
    /// <param name="place">Where the row lies.</param>
    /// <param name="target">The target class.</param>
    /// <param name="targetLogit">Its logit.</param>
    /// <param name="classes">C.</param>
    /// <param name="cache">Takes what the second sweep reads again.</param>
    public AccumulateSweep(
        ArrayView<TPack> logits, RowPlace place, int target, TNumber targetLogit, TNumber classes, RowCache<TPack, TThreads, TOutput> cache)
    {
        _logits = logits;
        _row = logits.SubView(place.FirstPack);
        _place = place;
        _cache = cache;
        _target = target;
        _targetPack = place.Pack(target, TFormat.Length);
        // The mean is summed relative to one logit of the row, so that a common offset of all costs no precision.
        _anchor = targetLogit == TMath.NegativeInfinity ? TNumber.Zero : targetLogit;
        _share = TNeeds.UsesMean ? TNumber.One / classes : TNumber.Zero;
    }

    /// <summary>What the offsets of the mean are relative to.</summary>
    public TNumber Anchor => _anchor;

    /// <summary>
    /// Sums up this thread's part of the packs from <paramref name="start"/> to <paramref name="end"/>, with the first ones also of the
    /// row's ends. Until <see cref="Complete"/> the offsets of the mean are relative to the anchor.
    /// </summary>
    public RowSums<TNumber, TMath> Accumulate(int start, int end)
    {
        RowSums<TNumber, TMath> sums = RowSums<TNumber, TMath>.Empty();
        // Unsigned: the steps past the end of the longest possible row must not wrap around to its start.
        uint i = (uint)(start + TThreads.TileStart), step = (uint)TThreads.Stride, last = (uint)end;
        for (; i < last; i += step)
        {
            // Four loads in flight before the first is used.
            TPack a, b, c, d;
            if (i + WarpThreads.TilePacks <= last && (uint)_targetPack - i >= WarpThreads.TilePacks)
            {
                int pack = (int)i + TThreads.Lane;
                a = _row[pack];
                b = _row[pack + WarpThreads.Lanes];
                c = _row[pack + 2 * WarpThreads.Lanes];
                d = _row[pack + 3 * WarpThreads.Lanes];
                _cache.Store((int)i, a, b, c, d);
                AddOffsets(a, b, c, d, ref sums);
            }
            else
            {
                // The tile ends beyond the packs, or has the target: a thread without a pack reads the last one and ignores it.
                uint pack = i + (uint)TThreads.Lane;
                uint next = pack + WarpThreads.Lanes, third = pack + 2 * WarpThreads.Lanes, fourth = pack + 3 * WarpThreads.Lanes;
                a = _row[(int)Math.Min(pack, last - 1)];
                b = _row[(int)Math.Min(next, last - 1)];
                c = _row[(int)Math.Min(third, last - 1)];
                d = _row[(int)Math.Min(fourth, last - 1)];
                _cache.Store((int)i, a, b, c, d);
                AddOffsets(
                    Others(a, pack, last, _anchor), Others(b, next, last, _anchor), Others(c, third, last, _anchor),
                    Others(d, fourth, last, _anchor), ref sums);
                a = Others(a, pack, last, TMath.NegativeInfinity);
                b = Others(b, next, last, TMath.NegativeInfinity);
                c = Others(c, third, last, TMath.NegativeInfinity);
                d = Others(d, fourth, last, TMath.NegativeInfinity);
            }
            // Rows of warps can have fewer than four packs a lane; in the long rows of blocks the branches would cost more than they spare.
            bool hasSecond = TThreads.AreWarps || i + WarpThreads.Lanes < last;
            bool hasThird = TThreads.AreWarps || i + 2 * WarpThreads.Lanes < last;
            TNumber largest = TFormat.Max(a);
            if (hasSecond)
                largest = TMath.MaxNumber(largest, TFormat.Max(b));
            if (hasThird)
                largest = TMath.MaxNumber(largest, TMath.MaxNumber(TFormat.Max(c), TFormat.Max(d)));
            sums.Rescale(largest);
            AddExponentials(a, ref sums);
            if (hasSecond)
                AddExponentials(b, ref sums);
            if (hasThird)
            {
                AddExponentials(c, ref sums);
                AddExponentials(d, ref sums);
            }
        }
        if (_place.HasEnd<TThreads>(start))
        {
            int index = _place.Class(TThreads.Rank);
            ClassTerm<TNumber, TMath, TNeeds>.Add(
                ref sums, TFormat.Element(_logits, _place.First + index), index == _target, _anchor, _share);
        }
        return sums;
    }

    /// <summary>Makes the mean of reduced sums relative to their maximum.</summary>
    /// <param name="sums">The sums of all threads.</param>
    /// <param name="others">How many classes were summed.</param>
    public void Complete(ref RowSums<TNumber, TMath> sums, TNumber others)
    {
        if (!TNeeds.UsesMean)
            return;
        sums.Fraction = others * _share;
        sums.MeanOffset += sums.Fraction * (_anchor - sums.Maximum);
    }

    /// <summary>Adds the offsets of the four packs of a tile.</summary>
    private void AddOffsets(TPack a, TPack b, TPack c, TPack d, ref RowSums<TNumber, TMath> sums)
    {
        if (!TNeeds.UsesMean)
            return;
        var offset = new Offset<TNumber>(_anchor, _share);
        sums.MeanOffset += TFormat.Sum(a, offset) + TFormat.Sum(b, offset) + (TFormat.Sum(c, offset) + TFormat.Sum(d, offset));
    }

    /// <summary>Adds the exponentials of a pack whose largest number is at most the maximum.</summary>
    private static void AddExponentials(TPack pack, ref RowSums<TNumber, TMath> sums)
    {
        // The exponentials are the same in both sums: the assembler evaluates them once.
        sums.Sum += TFormat.Sum(pack, new Exponential<TNumber, TMath>(sums.Maximum));
        if (TNeeds.UsesEntropy)
            sums.Weighted += TFormat.Sum(pack, new WeightedExponential<TNumber, TMath>(sums.Maximum));
    }

    /// <summary>The pack with another number for the target and, where it is not a pack of the row, for all of it.</summary>
    private TPack Others(TPack pack, uint index, uint end, TNumber otherwise)
    {
        // The same; but what is made once for all packs is in registers through the sweep, of which blocks lack some.
        TPack constant = TThreads.AreWarps ? TFormat.Map(pack, new Constant<TNumber>(otherwise)) : TFormat.Of(otherwise);
        TPack inRow = TFormat.Select(index < end, pack, constant);
        // Of all lanes and packs of a row one has the target, so that warps branch; in blocks, and beside the mean, that would take
        // registers they lack.
        if (TThreads.AreWarps || TNeeds.UsesMean || (int)index == _targetPack)
            inRow = TFormat.With(inRow, _target - _place.Head - (int)index * TFormat.Length, otherwise);
        return inRow;
    }
}
