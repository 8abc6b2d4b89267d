using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Adds up the class sums of all threads of a row, or of a chunk of one, in the same order on every run.</summary>
internal static class ClassSumReduction<TNumber, TMath>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    /// <summary>How many sums of each warp there is shared memory for.</summary>
    private const int SumsAtATime = 4;

    /// <summary>Makes them the sums of all threads, in every thread.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="warps">The shared memory of <see cref="SumReduction.Allocate"/>, which other reductions may have used.</param>
    public static void ReduceThreads<TThreads>(ref ClassSums<TNumber> sums, int count, ArrayView<TNumber> warps)
        where TThreads : struct, IRowThreads
    {
        ReduceWarp(ref sums, count);
        if (!TThreads.AreWarps)
            return;
        ExchangeWarps(ref sums, count, 0, warps);
        if (count > SumsAtATime)
            ExchangeWarps(ref sums, count, SumsAtATime, warps);
        ReduceWarp(ref sums, count);
    }

    /// <summary>Makes them the sums of all lanes, in every lane.</summary>
    public static void ReduceWarp(ref ClassSums<TNumber> sums, int count) => SumFields<TNumber>.Map(ref sums, count, default(OverLanes));

    /// <summary>Gives each lane of every warp the sums of the warp of that index, from the first one on.</summary>
    private static void ExchangeWarps(ref ClassSums<TNumber> sums, int count, int first, ArrayView<TNumber> warps)
    {
        // Every warp has read what the memory was used for before.
        Group.Barrier();
        if (WarpThreads.Lane == 0)
            SumFields<TNumber>.Map(ref sums, count, new ToShared(warps, first));
        Group.Barrier();
        SumFields<TNumber>.Map(ref sums, count, new FromShared(warps, first));
    }

    private static bool IsExchanged(int index, int first) => index >= first && index < first + SumsAtATime;

    private readonly struct OverLanes : IIndexedMap<TNumber>
    {
        public TNumber Map(TNumber value, int index) => WarpThreads.AllSum<TNumber, TMath>(value);
    }

    private readonly struct ToShared(ArrayView<TNumber> warps, int first) : IIndexedMap<TNumber>
    {
        public TNumber Map(TNumber value, int index)
        {
            if (IsExchanged(index, first))
                warps[WarpThreads.RowInBlock + (index - first) * WarpThreads.Lanes] = value;
            return value;
        }
    }

    private readonly struct FromShared(ArrayView<TNumber> warps, int first) : IIndexedMap<TNumber>
    {
        public TNumber Map(TNumber value, int index)
        {
            if (!IsExchanged(index, first))
                return value;
            TNumber sum = TNumber.Zero;
            if (WarpThreads.Lane < WarpThreads.PerBlock)
                sum = warps[WarpThreads.Lane + (index - first) * WarpThreads.Lanes];
            return sum;
        }
    }
}
