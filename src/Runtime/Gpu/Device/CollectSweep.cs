using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The first sweep over a row, or a chunk of one: every thread sums up the pieces that fall to it.</summary>
internal readonly struct CollectSweep<TNumber, TArithmetic, TFormat, TPiece, TThreads, TMean, TEntropy>
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TThreads : struct, IRowThreads
    where TMean : struct, IFlag
    where TEntropy : struct, IFlag
{
    private readonly ArrayView<TPiece> _logits;
    private readonly long _first;
    private readonly int _targetPiece;
    private readonly int _within;

    /// <param name="logits">The pieces of all rows.</param>
    /// <param name="first">The first piece of the row.</param>
    /// <param name="target">The target class.</param>
    public CollectSweep(ArrayView<TPiece> logits, long first, int target)
    {
        _logits = logits;
        _first = first;
        _targetPiece = target / TFormat.Length;
        _within = target % TFormat.Length;
        TargetLogit = TFormat.Get(logits[first + _targetPiece], _within);
    }

    /// <summary>z_t.</summary>
    public TNumber TargetLogit { get; }

    /// <summary>Sums up this thread's share of the pieces from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public DeviceSums<TNumber, TArithmetic> Collect(int start, int end)
    {
        var sums = new DeviceSums<TNumber, TArithmetic>();
        int step = TThreads.Count;
        int i = start + TThreads.Rank;
        for (; i + 3 * step < end; i += 4 * step)
        {
            // Four loads in flight before the first is used.
            TPiece a = _logits[_first + i];
            TPiece b = _logits[_first + i + step];
            TPiece c = _logits[_first + i + 2 * step];
            TPiece d = _logits[_first + i + 3 * step];
            AddOffsets(a, ref sums);
            AddOffsets(b, ref sums);
            AddOffsets(c, ref sums);
            AddOffsets(d, ref sums);
            a = Others(a, i);
            b = Others(b, i + step);
            c = Others(c, i + 2 * step);
            d = Others(d, i + 3 * step);
            sums.Raise(TArithmetic.Max(
                TArithmetic.Max(TFormat.Max(a), TFormat.Max(b)), TArithmetic.Max(TFormat.Max(c), TFormat.Max(d))));
            sums.AddExponentials<TFormat, TPiece, TEntropy>(a);
            sums.AddExponentials<TFormat, TPiece, TEntropy>(b);
            sums.AddExponentials<TFormat, TPiece, TEntropy>(c);
            sums.AddExponentials<TFormat, TPiece, TEntropy>(d);
        }
        for (; i < end; i += step)
        {
            TPiece piece = _logits[_first + i];
            AddOffsets(piece, ref sums);
            piece = Others(piece, i);
            sums.Raise(TFormat.Max(piece));
            sums.AddExponentials<TFormat, TPiece, TEntropy>(piece);
        }
        return sums;
    }

    private void AddOffsets(TPiece piece, ref DeviceSums<TNumber, TArithmetic> sums)
    {
        if (TMean.IsSet)
            sums.AddOffsets<TFormat, TPiece>(piece, TargetLogit);
    }

    /// <summary>The piece with the target masked.</summary>
    private TPiece Others(TPiece piece, int index) =>
        index == _targetPiece ? TFormat.With(piece, _within, TArithmetic.NegativeInfinity) : piece;
}
