using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Writes the gradient of a row, or of a chunk of one, in pieces, each by the thread that reads it.</summary>
internal readonly struct GradientWriter<TNumber, TArithmetic, TFormat, TPiece, TThreads>(
    ArrayView<TPiece> logits, ArrayView<TPiece> gradient, long first, int start, int end)
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TThreads : struct, IRowThreads
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
        var constant = new Constant(value);
        for (int i = start + TThreads.Rank; i < end; i += TThreads.Count)
            gradient[first + i] = TFormat.Map(default, constant);
    }

    private void Write<TMap>(int target, TNumber targetGradient, TMap map)
        where TMap : struct, IMap<TNumber>
    {
        int targetPiece = target / TFormat.Length;
        int within = target % TFormat.Length;
        int step = TThreads.Count;
        int i = start + TThreads.Rank;
        for (; i + 3 * step < end; i += 4 * step)
        {
            // Four loads in flight before the first is used.
            TPiece a = logits[first + i];
            TPiece b = logits[first + i + step];
            TPiece c = logits[first + i + 2 * step];
            TPiece d = logits[first + i + 3 * step];
            gradient[first + i] = Patched(TFormat.Map(a, map), i == targetPiece, within, targetGradient);
            gradient[first + i + step] = Patched(TFormat.Map(b, map), i + step == targetPiece, within, targetGradient);
            gradient[first + i + 2 * step] = Patched(TFormat.Map(c, map), i + 2 * step == targetPiece, within, targetGradient);
            gradient[first + i + 3 * step] = Patched(TFormat.Map(d, map), i + 3 * step == targetPiece, within, targetGradient);
        }
        for (; i < end; i += step)
            gradient[first + i] = Patched(TFormat.Map(logits[first + i], map), i == targetPiece, within, targetGradient);
    }

    private static TPiece Patched(TPiece piece, bool holdsTarget, int within, TNumber targetGradient) =>
        holdsTarget ? TFormat.With(piece, within, targetGradient) : piece;

    private readonly struct Constant(TNumber value) : IMap<TNumber>
    {
        public TNumber Map(TNumber _) => value;
    }
}
