using System.Numerics;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The arithmetic of as many sums as a sweep has.</summary>
internal static class SweepSumming<TCount>
    where TCount : struct, ISumCount
{
    /// <summary>Adds terms, or the sums of another part of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TValue>(ref ClassSums<TValue> sums, in ClassSums<TValue> terms)
        where TValue : struct, IAdditionOperators<TValue, TValue, TValue>
    {
        sums.S0 += terms.S0;
        if (typeof(TCount) == typeof(OneSum))
            return;
        sums.S1 += terms.S1;
        if (typeof(TCount) == typeof(TwoSums))
            return;
        sums.S2 += terms.S2;
        if (typeof(TCount) == typeof(ThreeSums))
            return;
        sums.S3 += terms.S3;
        if (typeof(TCount) == typeof(FourSums))
            return;
        sums.S4 += terms.S4;
        if (typeof(TCount) == typeof(FiveSums))
            return;
        sums.S5 += terms.S5;
        if (typeof(TCount) == typeof(SixSums))
            return;
        sums.S6 += terms.S6;
        if (typeof(TCount) == typeof(SevenSums))
            return;
        sums.S7 += terms.S7;
    }

    /// <summary>Whether one of the sums is NaN.</summary>
    public static bool AnyNaN(in ClassSums<double> sums)
    {
        ClassSums<double> total = default;
        Add(ref total, sums);
        return double.IsNaN(total.S0) || double.IsNaN(total.S1) || double.IsNaN(total.S2) || double.IsNaN(total.S3)
            || double.IsNaN(total.S4) || double.IsNaN(total.S5) || double.IsNaN(total.S6) || double.IsNaN(total.S7);
    }

    /// <summary>The sums of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Horizontal<TVector, TNumber, TLanes>(
        in ClassSums<Lanes<TVector, TNumber, TLanes>.Value> vectors, ref ClassSums<double> sums)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        sums.S0 += TLanes.Sum(vectors.S0.Vector);
        if (typeof(TCount) == typeof(OneSum))
            return;
        sums.S1 += TLanes.Sum(vectors.S1.Vector);
        if (typeof(TCount) == typeof(TwoSums))
            return;
        sums.S2 += TLanes.Sum(vectors.S2.Vector);
        if (typeof(TCount) == typeof(ThreeSums))
            return;
        sums.S3 += TLanes.Sum(vectors.S3.Vector);
        if (typeof(TCount) == typeof(FourSums))
            return;
        sums.S4 += TLanes.Sum(vectors.S4.Vector);
        if (typeof(TCount) == typeof(FiveSums))
            return;
        sums.S5 += TLanes.Sum(vectors.S5.Vector);
        if (typeof(TCount) == typeof(SixSums))
            return;
        sums.S6 += TLanes.Sum(vectors.S6.Vector);
        if (typeof(TCount) == typeof(SevenSums))
            return;
        sums.S7 += TLanes.Sum(vectors.S7.Vector);
    }

    /// <summary>Makes terms 0 that are NaN, in the lanes of a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DropNaN<TVector, TNumber, TLanes>(TVector mask, ref ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        terms.S0 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S0, mask);
        if (typeof(TCount) == typeof(OneSum))
            return;
        terms.S1 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S1, mask);
        if (typeof(TCount) == typeof(TwoSums))
            return;
        terms.S2 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S2, mask);
        if (typeof(TCount) == typeof(ThreeSums))
            return;
        terms.S3 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S3, mask);
        if (typeof(TCount) == typeof(FourSums))
            return;
        terms.S4 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S4, mask);
        if (typeof(TCount) == typeof(FiveSums))
            return;
        terms.S5 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S5, mask);
        if (typeof(TCount) == typeof(SixSums))
            return;
        terms.S6 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S6, mask);
        if (typeof(TCount) == typeof(SevenSums))
            return;
        terms.S7 = Lanes<TVector, TNumber, TLanes>.ZeroWhereNaN(terms.S7, mask);
    }

    /// <summary>Makes the terms 0 in lane <paramref name="at"/>, if there is one, and in those from <paramref name="from"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exclude<TVector, TNumber, TLanes>(int at, int from, ref ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms)
        where TVector : struct
        where TNumber : unmanaged
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        terms.S0 = new(TLanes.Replace(terms.S0.Vector, at, from, default));
        if (typeof(TCount) == typeof(OneSum))
            return;
        terms.S1 = new(TLanes.Replace(terms.S1.Vector, at, from, default));
        if (typeof(TCount) == typeof(TwoSums))
            return;
        terms.S2 = new(TLanes.Replace(terms.S2.Vector, at, from, default));
        if (typeof(TCount) == typeof(ThreeSums))
            return;
        terms.S3 = new(TLanes.Replace(terms.S3.Vector, at, from, default));
        if (typeof(TCount) == typeof(FourSums))
            return;
        terms.S4 = new(TLanes.Replace(terms.S4.Vector, at, from, default));
        if (typeof(TCount) == typeof(FiveSums))
            return;
        terms.S5 = new(TLanes.Replace(terms.S5.Vector, at, from, default));
        if (typeof(TCount) == typeof(SixSums))
            return;
        terms.S6 = new(TLanes.Replace(terms.S6.Vector, at, from, default));
        if (typeof(TCount) == typeof(SevenSums))
            return;
        terms.S7 = new(TLanes.Replace(terms.S7.Vector, at, from, default));
    }
}
