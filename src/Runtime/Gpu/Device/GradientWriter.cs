using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Writes the gradient of a row, or of a chunk of one, in pieces, each by the thread that reads it.</summary>
internal readonly struct GradientWriter<TNumber, TArithmetic, TFormat, TPiece, TThreads, TOutput>(
    ArrayView<TPiece> logits, ArrayView<TPiece> gradient, long first, int start, int end, RowStage<TPiece, TThreads, TOutput> stage)
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
{
    /// <summary>Writes it from its terms.</summary>
    /// <param name="target">The target class.</param>
    /// <param name="terms">The terms of the row.</param>
    public void Write(int target, DeviceTerms<TNumber, TArithmetic> terms)
    {
        if (terms.IsNaN)
            Fill(TArithmetic.NaN);
        else if (terms.IsPlain)
            Write(target, terms.Target, new DeviceTerms<TNumber, TArithmetic>.PlainGradient(terms.Maximum, terms.Others));
        else
            Write(target, terms.Target, new DeviceTerms<TNumber, TArithmetic>.Gradient(terms.Maximum, terms.Others, terms.Entropy, terms.Mean));
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
        int step = TThreads.Block, origin = start + TThreads.SpanStart;
        if (origin >= end)
            return;
        // From the end: what the first sweep has read last is what the caches still have.
        int i = origin + (end - 1 - origin) / step * step;
        while (i >= origin)
        {
            // Spans of this warp that are whole and without the target.
            for (; i >= origin && end - i >= WarpThreads.Span && (uint)(targetPiece - i) >= WarpThreads.Span; i -= step)
            {
                // Four loads in flight before the first is used.
                int piece = i + TThreads.Lane;
                TPiece a, b, c, d;
                if (stage.Holds(i))
                {
                    a = stage.Get(i, 0);
                    b = stage.Get(i, 1);
                    c = stage.Get(i, 2);
                    d = stage.Get(i, 3);
                }
                else
                {
                    a = read[piece];
                    b = read[piece + WarpThreads.Lanes];
                    c = read[piece + 2 * WarpThreads.Lanes];
                    d = read[piece + 3 * WarpThreads.Lanes];
                }
                written[piece] = TFormat.Map(a, map);
                written[piece + WarpThreads.Lanes] = TFormat.Map(b, map);
                written[piece + 2 * WarpThreads.Lanes] = TFormat.Map(c, map);
                written[piece + 3 * WarpThreads.Lanes] = TFormat.Map(d, map);
            }
            if (i >= origin)
                WritePart(i, target, targetGradient, map);
            i -= step;
        }
    }

    /// <summary>A span that holds the target, or ends beyond the pieces: a thread without a piece reads the last one for nothing.</summary>
    private void WritePart<TMap>(int span, int target, TNumber targetGradient, TMap map)
        where TMap : struct, IMap<TNumber>
    {
        ArrayView<TPiece> row = logits.SubView(first);
        int i = span + TThreads.Lane, j = i + WarpThreads.Lanes, k = i + 2 * WarpThreads.Lanes, l = i + 3 * WarpThreads.Lanes;
        TPiece a = row[Math.Min(i, end - 1)];
        TPiece b = row[Math.Min(j, end - 1)];
        TPiece c = row[Math.Min(k, end - 1)];
        TPiece d = row[Math.Min(l, end - 1)];
        WritePiece(i, TFormat.Map(a, map), target, targetGradient);
        WritePiece(j, TFormat.Map(b, map), target, targetGradient);
        WritePiece(k, TFormat.Map(c, map), target, targetGradient);
        WritePiece(l, TFormat.Map(d, map), target, targetGradient);
    }

    private void WritePiece(int index, TPiece piece, int target, TNumber targetGradient)
    {
        if (index >= end)
            return;
        gradient.SubView(first)[index] = TFormat.With(piece, target - index * TFormat.Length, targetGradient);
    }
}
