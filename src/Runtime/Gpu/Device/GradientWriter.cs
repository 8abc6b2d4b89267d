using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Writes the gradient of a row, or of a chunk of one, in pieces, each by the thread that reads it.</summary>
internal readonly struct GradientWriter<TNumber, TMath, TFormat, TPiece, TThreads, TOutput>(
    ArrayView<TPiece> logits, ArrayView<TPiece> gradient, long first, int start, int end, RowStage<TPiece, TThreads, TOutput> stage)
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
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
        ArrayView<TPiece> row = gradient.SubView(first);
        TPiece piece = TFormat.Map(default, new Constant<TNumber>(value));
        for (uint i = (uint)(start + TThreads.Rank); i < (uint)end; i += (uint)TThreads.Count)
            row[(int)i] = piece;
    }

    private void Write<TMap>(int target, TNumber targetGradient, TMap map)
        where TMap : struct, IMap<TNumber>
    {
        ArrayView<TPiece> read = logits.SubView(first), written = gradient.SubView(first);
        int targetPiece = target / TFormat.Length;
        if (TThreads.SpanStart >= end - start)
            return;
        int step = TThreads.Block, origin = start + TThreads.SpanStart;
        uint last = (uint)end - 1;
        // From the end: what the first sweep has read last is what the caches still have.
        int i = origin + (end - 1 - origin) / step * step;
        for (; i >= origin; i -= step)
        {
            // Four loads in flight before the first is used.
            TPiece a, b, c, d;
            uint piece = (uint)(i + TThreads.Lane);
            uint next = piece + WarpThreads.Lanes, third = piece + 2 * WarpThreads.Lanes, fourth = piece + 3 * WarpThreads.Lanes;
            bool isWhole = end - i >= WarpThreads.Span && (uint)(targetPiece - i) >= WarpThreads.Span;
            if (stage.Holds(i))
            {
                a = stage.Get(i, 0);
                b = stage.Get(i, 1);
                c = stage.Get(i, 2);
                d = stage.Get(i, 3);
            }
            else
            {
                // A thread without a piece reads the last one for nothing.
                a = read[(int)Math.Min(piece, last)];
                b = read[(int)Math.Min(next, last)];
                c = read[(int)Math.Min(third, last)];
                d = read[(int)Math.Min(fourth, last)];
            }
            a = TFormat.Map(a, map);
            b = TFormat.Map(b, map);
            c = TFormat.Map(c, map);
            d = TFormat.Map(d, map);
            if (isWhole)
            {
                written[(int)piece] = a;
                written[(int)next] = b;
                written[(int)third] = c;
                written[(int)fourth] = d;
            }
            else
            {
                // The span ends beyond the pieces, or holds the target.
                WritePiece(piece, a, target, targetGradient);
                WritePiece(next, b, target, targetGradient);
                WritePiece(third, c, target, targetGradient);
                WritePiece(fourth, d, target, targetGradient);
            }
        }
    }

    private void WritePiece(uint index, TPiece piece, int target, TNumber targetGradient)
    {
        if (index >= (uint)end)
            return;
        gradient.SubView(first)[(int)index] = TFormat.With(piece, target - (int)index * TFormat.Length, targetGradient);
    }
}
