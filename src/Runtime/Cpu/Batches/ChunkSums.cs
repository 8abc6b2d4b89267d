using System.Runtime.CompilerServices;
using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Which sums a loss needs of a chunk. The sweeps know no loss, so that they are compiled once for all of them.</summary>
internal static unsafe class ChunkSums<TLoss, TGradient>
    where TLoss : struct, IClassLoss
    where TGradient : struct, IFlag
{
    /// <summary>Whether the exponentials are needed again: for the gradient, or for the sums of a further sweep.</summary>
    public static bool KeepsExponentials
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TGradient.IsSet || TLoss.LossSweeps > 0;
    }

    /// <summary>Adds the other classes from <paramref name="start"/> to <paramref name="end"/> to sums over none.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="sweep">Sweeps over the row, or over a chunk of it.</param>
    /// <param name="inputs">What the loss is given of the row.</param>
    /// <param name="first">The number in its row of the first class that it sweeps over.</param>
    /// <param name="start">The first class, counted from that one.</param>
    /// <param name="end">The class after the last one.</param>
    /// <param name="sums">The sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<TNumber, TVector, TLanes, TFormat>(
        in TLoss loss, ref ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep, in RowInputs<double> inputs, long first, long start,
        long end, ref RowSums<double, Float64Math> sums)
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (!TLoss.UsesSoftmax)
        {
            sweep.Check(start, end, ref sums);
        }
        else if (TLoss.HasTransform)
        {
            var transform = new LossTransform<TLoss, TVector, TNumber, TLanes>(loss, inputs, sweep.Vectors, sweep.Inputs, first);
            Keep<TNumber, TVector, TLanes, TFormat, LossTransform<TLoss, TVector, TNumber, TLanes>>(
                ref sweep, start, end, ref transform, ref sums);
        }
        else
        {
            NoTransform<TVector, TNumber, TLanes> none = default;
            Keep<TNumber, TVector, TLanes, TFormat, NoTransform<TVector, TNumber, TLanes>>(ref sweep, start, end, ref none, ref sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TNumber, TVector, TLanes, TFormat, TTransform>(
        ref ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep, long start, long end, ref TTransform transform,
        ref RowSums<double, Float64Math> sums)
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        if (KeepsExponentials)
            Sum<TNumber, TVector, TLanes, TFormat, Yes, TTransform>(ref sweep, start, end, ref transform, ref sums);
        else
            Sum<TNumber, TVector, TLanes, TFormat, No, TTransform>(ref sweep, start, end, ref transform, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<TNumber, TVector, TLanes, TFormat, TKeep, TTransform>(
        ref ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep, long start, long end, ref TTransform transform,
        ref RowSums<double, Float64Math> sums)
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TKeep : struct, IFlag
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        if (TLoss.UsesMean && TLoss.UsesEntropy)
            sweep.Accumulate<Yes, Yes, TKeep, TTransform>(start, end, ref transform, ref sums);
        else if (TLoss.UsesMean)
            sweep.Accumulate<Yes, No, TKeep, TTransform>(start, end, ref transform, ref sums);
        else if (TLoss.UsesEntropy)
            sweep.Accumulate<No, Yes, TKeep, TTransform>(start, end, ref transform, ref sums);
        else
            sweep.Accumulate<No, No, TKeep, TTransform>(start, end, ref transform, ref sums);
    }
}
