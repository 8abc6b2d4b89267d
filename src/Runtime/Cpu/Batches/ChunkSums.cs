using System.Runtime.CompilerServices;
using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Which sums a loss needs of a chunk. The sweeps know no loss, so that they are compiled once for all of them.</summary>
internal static class ChunkSums<TLoss, TGradient>
    where TLoss : struct, IClassLoss
    where TGradient : struct, IFlag
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<TNumber, TVector, TLanes, TFormat>(
        ref ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep, long start, long end, ref RowSums<double, Float64Math> sums)
        where TNumber : unmanaged, INumberBase<TNumber>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, TNumber>
        where TFormat : struct, IElementFormat<TNumber>
    {
        if (TLoss.UsesMean && TLoss.UsesEntropy)
            sweep.Accumulate<Yes, Yes, TGradient>(start, end, ref sums);
        else if (TLoss.UsesMean)
            sweep.Accumulate<Yes, No, TGradient>(start, end, ref sums);
        else if (TLoss.UsesEntropy)
            sweep.Accumulate<No, Yes, TGradient>(start, end, ref sums);
        else
            sweep.Accumulate<No, No, TGradient>(start, end, ref sums);
    }
}
