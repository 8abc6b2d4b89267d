using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Writes the gradient of a row, or of a chunk of one, in packs, each by the thread that reads it.</summary>
internal readonly struct GradientWriter<TNumber, TMath, TFormat, TPack, TThreads, TOutput>(
    ArrayView<TPack> logits, ArrayView<TPack> gradient, RowPlace place, int start, int end, RowCache<TPack, TThreads, TOutput> cache)
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    /// <summary>Writes it.</summary>
    /// <param name="target">The target class.</param>
    /// <param name="row">The gradient of the row.</param>
    public void Write(int target, RowGradient<TNumber, TMath> row)
    {
        if (row.IsNaN)
            Fill(TMath.NaN);
        else if (SavedGradient<TNumber, TMath>.IsPlain(row))
            Write(target, row.Target, new SavedGradient<TNumber, TMath>.Plain(row.Maximum, row.Others));
        else
            Write(target, row.Target, new SavedGradient<TNumber, TMath>.General(row.Maximum, row.Others, row.Entropy, row.Mean));
    }

    /// <summary>Writes the same number everywhere; the logits are not read.</summary>
    public void Fill(TNumber value)
    {
        if (place.HasEnd<TThreads>(start))
            TFormat.SetElement(gradient, place.First + place.Class(TThreads.Rank), value);
        ArrayView<TPack> row = gradient.SubView(place.FirstPack);
        TPack pack = TFormat.Of(value);
        for (uint i = (uint)(start + TThreads.Rank); i < (uint)end; i += (uint)TThreads.Count)
            row[(int)i] = pack;
    }

    private void Write<TMap>(int target, TNumber targetGradient, TMap map)
        where TMap : struct, IMap<TNumber>
    {
        ArrayView<TPack> read = logits.SubView(place.FirstPack), written = gradient.SubView(place.FirstPack);
        int targetPack = place.Pack(target, TFormat.Length);
        int step = TThreads.Stride, origin = start + TThreads.TileStart;
        uint last = (uint)end - 1;
        // From the end: what the first sweep has read last is what the caches still have.
        int i = TThreads.TileStart < end - start ? origin + (end - 1 - origin) / step * step : -1;
        for (; i >= origin; i -= step)
        {
            // Four loads in flight before the first is used.
            TPack a, b, c, d;
            uint pack = (uint)(i + TThreads.Lane);
            uint next = pack + WarpThreads.Lanes, third = pack + 2 * WarpThreads.Lanes, fourth = pack + 3 * WarpThreads.Lanes;
            bool isWhole = end - i >= WarpThreads.TilePacks && (uint)(targetPack - i) >= WarpThreads.TilePacks;
            if (cache.Contains(i))
            {
                a = cache.Load(i, 0);
                b = cache.Load(i, 1);
                c = cache.Load(i, 2);
                d = cache.Load(i, 3);
            }
            else
            {
                // A thread without a pack reads the last one for nothing.
                a = read[(int)Math.Min(pack, last)];
                b = read[(int)Math.Min(next, last)];
                c = read[(int)Math.Min(third, last)];
                d = read[(int)Math.Min(fourth, last)];
            }
            a = TFormat.Map(a, map);
            // As in the first sweep.
            if (TThreads.AreWarps || end - i > WarpThreads.Lanes)
                b = TFormat.Map(b, map);
            if (TThreads.AreWarps || end - i > 2 * WarpThreads.Lanes)
            {
                c = TFormat.Map(c, map);
                d = TFormat.Map(d, map);
            }
            if (isWhole)
            {
                written[(int)pack] = a;
                written[(int)next] = b;
                written[(int)third] = c;
                written[(int)fourth] = d;
            }
            else
            {
                // The tile ends beyond the packs, or holds the target.
                WritePack(pack, a, target, targetGradient);
                WritePack(next, b, target, targetGradient);
                WritePack(third, c, target, targetGradient);
                WritePack(fourth, d, target, targetGradient);
            }
        }
        // Last, because it parts the lanes: while they are converged, none reads a pack that another has overwritten.
        if (place.HasEnd<TThreads>(start))
        {
            int index = place.Class(TThreads.Rank);
            TNumber value = map.Map(TFormat.Element(logits, place.First + index));
            TFormat.SetElement(gradient, place.First + index, TMath.Select(index == target, targetGradient, value));
        }
    }

    private void WritePack(uint index, TPack pack, int target, TNumber targetGradient)
    {
        if (index >= (uint)end)
            return;
        // As in the first sweep.
        if (TThreads.AreWarps || (int)index == place.Pack(target, TFormat.Length))
            pack = TFormat.With(pack, target - place.Head - (int)index * TFormat.Length, targetGradient);
        gradient.SubView(place.FirstPack)[(int)index] = pack;
    }
}
