using System.Runtime.CompilerServices;
using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Which sums a loss needs of a chunk. The sweeps know no loss, so that they are compiled once for all of them.</summary>
internal static class ChunkSums<TLoss, TGradient>
    where TLoss : struct, IClassLoss
    where TGradient : struct, IFlag
{
    /// <summary>Whether the exponentials are needed again: for the gradient, or for the sums of a further sweep.</summary>
    public static bool KeepsExponentials
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TGradient.IsSet || TLoss.LossSweeps > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<TNumber, TVector, TLanes, TFormat>(
        ref ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep, long start, long end, ref RowSums<double, Float64Math> sums)
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (KeepsExponentials)
            Accumulate<TNumber, TVector, TLanes, TFormat, Yes>(ref sweep, start, end, ref sums);
        else
            Accumulate<TNumber, TVector, TLanes, TFormat, No>(ref sweep, start, end, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TNumber, TVector, TLanes, TFormat, TKeep>(
        ref ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep, long start, long end, ref RowSums<double, Float64Math> sums)
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
        where TKeep : struct, IFlag
    {
        if (TLoss.UsesMean && TLoss.UsesEntropy)
            sweep.Accumulate<Yes, Yes, TKeep>(start, end, ref sums);
        else if (TLoss.UsesMean)
            sweep.Accumulate<Yes, No, TKeep>(start, end, ref sums);
        else if (TLoss.UsesEntropy)
            sweep.Accumulate<No, Yes, TKeep>(start, end, ref sums);
        else
            sweep.Accumulate<No, No, TKeep>(start, end, ref sums);
    }
}
