using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The first sweep over a row, or a chunk of one: every thread sums up the pieces that fall to it.</summary>
internal readonly struct CollectSweep<TNumber, TArithmetic, TFormat, TPiece, TThreads, TOutput, TMean, TEntropy>
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
    where TMean : struct, IFlag
    where TEntropy : struct, IFlag
{
    private readonly ArrayView<TPiece> _row;
    private readonly RowStage<TPiece, TThreads, TOutput> _stage;
    private readonly int _target;
    private readonly int _targetPiece;

    /// <param name="logits">The pieces of all rows.</param>
    /// <param name="first">The first piece of the row.</param>
    /// <param name="target">The target class.</param>
    /// <param name="stage">Takes what the second sweep will want again.</param>
    public CollectSweep(ArrayView<TPiece> logits, long first, int target, RowStage<TPiece, TThreads, TOutput> stage)
    {
        _row = logits.SubView(first);
        _stage = stage;
        _target = target;
        _targetPiece = target / TFormat.Length;
        TargetLogit = TFormat.Get(_row[_targetPiece], target - _targetPiece * TFormat.Length);
    }

    /// <summary>z_t.</summary>
    public TNumber TargetLogit { get; }

    /// <summary>Sums up this thread's share of the pieces from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public DeviceSums<TNumber, TArithmetic> Collect(int start, int end)
    {
        var sums = new DeviceSums<TNumber, TArithmetic>();
        // Unsigned: the steps past the end of the longest row that there can be must not wrap around to its start.
        uint i = (uint)(start + TThreads.SpanStart), step = (uint)TThreads.Block, last = (uint)end;
        while (i < last)
        {
            // Spans of this warp that are whole and without the target: nothing to bound, nothing to mask.
            for (; i + WarpThreads.Span <= last && (uint)_targetPiece - i >= WarpThreads.Span; i += step)
            {
                // Four loads in flight before the first is used.
                int piece = (int)i + TThreads.Lane;
                TPiece a = _row[piece];
                TPiece b = _row[piece + WarpThreads.Lanes];
                TPiece c = _row[piece + 2 * WarpThreads.Lanes];
                TPiece d = _row[piece + 3 * WarpThreads.Lanes];
                _stage.Put((int)i, a, b, c, d);
                Add(a, b, c, d, ref sums);
                AddOffsets(a, ref sums);
                AddOffsets(b, ref sums);
                AddOffsets(c, ref sums);
                AddOffsets(d, ref sums);
            }
            if (i < last)
                AddPart((int)i, end, ref sums);
            i += step;
        }
        return sums;
    }

    /// <summary>A span that holds the target, or ends beyond the pieces: a thread without a piece reads the last one for nothing.</summary>
    private void AddPart(int span, int end, ref DeviceSums<TNumber, TArithmetic> sums)
    {
        int i = span + TThreads.Lane, j = i + WarpThreads.Lanes, k = i + 2 * WarpThreads.Lanes, l = i + 3 * WarpThreads.Lanes;
        TPiece a = _row[Math.Min(i, end - 1)];
        TPiece b = _row[Math.Min(j, end - 1)];
        TPiece c = _row[Math.Min(k, end - 1)];
        TPiece d = _row[Math.Min(l, end - 1)];
        _stage.Put(span, a, b, c, d);
        AddOffsets(InRow(a, i, end, TargetLogit), ref sums);
        AddOffsets(InRow(b, j, end, TargetLogit), ref sums);
        AddOffsets(InRow(c, k, end, TargetLogit), ref sums);
        AddOffsets(InRow(d, l, end, TargetLogit), ref sums);
        Add(Others(a, i, end), Others(b, j, end), Others(c, k, end), Others(d, l, end), ref sums);
    }

    private static void Add(TPiece a, TPiece b, TPiece c, TPiece d, ref DeviceSums<TNumber, TArithmetic> sums)
    {
        sums.Raise(TArithmetic.Max(
            TArithmetic.Max(TFormat.Max(a), TFormat.Max(b)), TArithmetic.Max(TFormat.Max(c), TFormat.Max(d))));
        sums.AddExponentials<TFormat, TPiece, TEntropy>(a);
        sums.AddExponentials<TFormat, TPiece, TEntropy>(b);
        sums.AddExponentials<TFormat, TPiece, TEntropy>(c);
        sums.AddExponentials<TFormat, TPiece, TEntropy>(d);
    }

    private void AddOffsets(TPiece piece, ref DeviceSums<TNumber, TArithmetic> sums)
    {
        if (TMean.IsSet)
            sums.AddOffsets<TFormat, TPiece>(piece, TargetLogit);
    }

    /// <summary>The piece with the target masked, and all of it where it is none of the row.</summary>
    private TPiece Others(TPiece piece, int index, int end) => TFormat.With(
        InRow(piece, index, end, TArithmetic.NegativeInfinity), _target - index * TFormat.Length, TArithmetic.NegativeInfinity);

    /// <summary>The piece, or one that changes nothing where it is none of the row.</summary>
    private static TPiece InRow(TPiece piece, int index, int end, TNumber otherwise) =>
        TFormat.Select(index < end, piece, TFormat.Map(default, new Constant<TNumber>(otherwise)));
}
