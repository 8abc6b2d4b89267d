using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What takes the packs of a row one after the other, and the classes of its ends.</summary>
internal interface IPackVisitor<TPack, TNumber> : IClassVisitor<TNumber>
    where TPack : unmanaged
{
    /// <summary>Takes a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="index">Its place among the whole packs of the row.</param>
    /// <param name="first">Its first class.</param>
    void Visit(TPack pack, int index, int first);
}

/// <summary>
/// A pass over a row, or over a chunk of one. In every pass a thread visits the same packs: from the row cache, where a pass before
/// has left them there.
/// </summary>
internal readonly struct PackPass<TNumber, TFormat, TPack, TThreads, TOutput>(
    ArrayView<TPack> logits, RowPlace place, int start, int end, RowCache<TPack, TThreads, TOutput> cache)
    where TNumber : unmanaged, INumber<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    /// <summary>Visits the packs for the first time, and leaves in the row cache what it holds of them.</summary>
    /// <param name="visitor">The visitor.</param>
    public void RunFirst<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IPackVisitor<TPack, TNumber> =>
        Run<Yes, TVisitor>(fromEnd: false, ref visitor);

    /// <summary>Visits them again.</summary>
    /// <param name="fromEnd">
    /// Whether the last tile is the first: each pass begins where the one before has ended, with what the caches still have.
    /// </param>
    /// <param name="visitor">The visitor.</param>
    public void Run<TVisitor>(bool fromEnd, ref TVisitor visitor)
        where TVisitor : struct, IPackVisitor<TPack, TNumber> =>
        Run<No, TVisitor>(fromEnd, ref visitor);

    /// <summary>Visits the packs, with the first ones also the row's ends.</summary>
    private void Run<TFirst, TVisitor>(bool fromEnd, ref TVisitor visitor)
        where TFirst : struct, IFlag
        where TVisitor : struct, IPackVisitor<TPack, TNumber>
    {
        int origin = start + TThreads.TileStart, step = TThreads.Stride;
        ArrayView<TPack> row = logits.SubView(place.FirstPack);
        int tiles = origin < end ? (end - 1 - origin) / step : -1;
        int tile = fromEnd ? origin + tiles * step : origin;
        uint last = (uint)end - 1;
        // Counted, because the step past the end of the longest possible row would wrap around.
        for (; tiles >= 0; tiles--)
        {
            // Four loads in flight before the first is used.
            TPack a, b, c, d;
            uint pack = (uint)(tile + TThreads.Lane);
            if (!TFirst.IsSet && cache.Contains(tile))
            {
                a = cache.Load(tile, 0);
                b = cache.Load(tile, 1);
                c = cache.Load(tile, 2);
                d = cache.Load(tile, 3);
            }
            else
            {
                // A thread without a pack reads the last one for nothing.
                a = row[(int)Math.Min(pack, last)];
                b = row[(int)Math.Min(pack + WarpThreads.Lanes, last)];
                c = row[(int)Math.Min(pack + 2 * WarpThreads.Lanes, last)];
                d = row[(int)Math.Min(pack + 3 * WarpThreads.Lanes, last)];
                if (TFirst.IsSet)
                    cache.Store(tile, a, b, c, d);
            }
            // A loop, because the functions of a loss can be long, and a pack has up to eight copies of them already.
            for (int i = 0; i < 4; i++)
            {
                if (pack <= last)
                    visitor.Visit(a, (int)pack, place.Head + (int)pack * TFormat.Length);
                a = b;
                b = c;
                c = d;
                pack += WarpThreads.Lanes;
            }
            tile += fromEnd ? -step : step;
        }
        // Last, because it parts the lanes: while they are converged, none reads a pack that another has overwritten.
        if (place.HasEnd<TThreads>(start))
        {
            int index = place.Class(TThreads.Rank);
            visitor.Visit(TFormat.Element(logits, place.First + index), index);
        }
    }
}
