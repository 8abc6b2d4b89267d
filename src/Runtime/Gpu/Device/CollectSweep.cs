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
        for (; i < last; i += step)
        {
            // Four loads in flight before the first is used.
            TPiece a, b, c, d;
            if (i + WarpThreads.Span <= last && (uint)_targetPiece - i >= WarpThreads.Span)
            {
                int piece = (int)i + TThreads.Lane;
                a = _row[piece];
                b = _row[piece + WarpThreads.Lanes];
                c = _row[piece + 2 * WarpThreads.Lanes];
                d = _row[piece + 3 * WarpThreads.Lanes];
                Visit(i, a, b, c, d, ref sums);
            }
            else
            {
                // The span ends beyond the pieces, or holds the target: a thread without a piece reads the last one for nothing.
                uint piece = i + (uint)TThreads.Lane;
                uint next = piece + WarpThreads.Lanes, third = piece + 2 * WarpThreads.Lanes, fourth = piece + 3 * WarpThreads.Lanes;
                a = _row[(int)Math.Min(piece, last - 1)];
                b = _row[(int)Math.Min(next, last - 1)];
                c = _row[(int)Math.Min(third, last - 1)];
                d = _row[(int)Math.Min(fourth, last - 1)];
                Visit(
                    i, InRow(a, piece, last, TargetLogit), InRow(b, next, last, TargetLogit), InRow(c, third, last, TargetLogit),
                    InRow(d, fourth, last, TargetLogit), ref sums);
                a = Others(a, piece, last);
                b = Others(b, next, last);
                c = Others(c, third, last);
                d = Others(d, fourth, last);
            }
            sums.Raise(TArithmetic.Max(
                TArithmetic.Max(TFormat.Max(a), TFormat.Max(b)), TArithmetic.Max(TFormat.Max(c), TFormat.Max(d))));
            sums.AddExponentials<TFormat, TPiece, TEntropy>(a);
            sums.AddExponentials<TFormat, TPiece, TEntropy>(b);
            sums.AddExponentials<TFormat, TPiece, TEntropy>(c);
            sums.AddExponentials<TFormat, TPiece, TEntropy>(d);
        }
        return sums;
    }

    /// <summary>What is done with the four pieces of a span before its target is masked.</summary>
    private void Visit(uint span, TPiece a, TPiece b, TPiece c, TPiece d, ref DeviceSums<TNumber, TArithmetic> sums)
    {
        _stage.Put((int)span, a, b, c, d);
        AddOffsets(a, ref sums);
        AddOffsets(b, ref sums);
        AddOffsets(c, ref sums);
        AddOffsets(d, ref sums);
    }

    private void AddOffsets(TPiece piece, ref DeviceSums<TNumber, TArithmetic> sums)
    {
        if (TMean.IsSet)
            sums.AddOffsets<TFormat, TPiece>(piece, TargetLogit);
    }

    /// <summary>The piece with the target masked, and all of it where it is none of the row.</summary>
    private TPiece Others(TPiece piece, uint index, uint end) => TFormat.With(
        InRow(piece, index, end, TArithmetic.NegativeInfinity), _target - (int)index * TFormat.Length, TArithmetic.NegativeInfinity);

    /// <summary>The piece, or one that changes nothing where it is none of the row.</summary>
    private static TPiece InRow(TPiece piece, uint index, uint end, TNumber otherwise) =>
        TFormat.Select(index < end, piece, TFormat.Map(default, new Constant<TNumber>(otherwise)));
}
