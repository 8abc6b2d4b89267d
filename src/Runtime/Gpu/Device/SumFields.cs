using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What is done with each of a row's sums or scalars. They are fields, which ILGPU keeps in registers, and arrays in memory.</summary>
/// <remarks>Where a count is given it is known at compile time: there is no code for the fields beyond it.</remarks>
internal static class SumFields<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    /// <summary>Replaces the first sums by the function's values.</summary>
    public static void Map<TMap>(ref ClassSums<TNumber> sums, int count, TMap map)
        where TMap : struct, IIndexedMap<TNumber>
    {
        if (count > 0)
            sums.S0 = map.Map(sums.S0, 0);
        if (count > 1)
            sums.S1 = map.Map(sums.S1, 1);
        if (count > 2)
            sums.S2 = map.Map(sums.S2, 2);
        if (count > 3)
            sums.S3 = map.Map(sums.S3, 3);
        if (count > 4)
            sums.S4 = map.Map(sums.S4, 4);
        if (count > 5)
            sums.S5 = map.Map(sums.S5, 5);
        if (count > 6)
            sums.S6 = map.Map(sums.S6, 6);
        if (count > 7)
            sums.S7 = map.Map(sums.S7, 7);
    }

    /// <summary>Adds the first terms to the sums.</summary>
    public static void Add(ref ClassSums<TNumber> sums, in ClassSums<TNumber> terms, int count)
    {
        if (count > 0)
            sums.S0 += terms.S0;
        if (count > 1)
            sums.S1 += terms.S1;
        if (count > 2)
            sums.S2 += terms.S2;
        if (count > 3)
            sums.S3 += terms.S3;
        if (count > 4)
            sums.S4 += terms.S4;
        if (count > 5)
            sums.S5 += terms.S5;
        if (count > 6)
            sums.S6 += terms.S6;
        if (count > 7)
            sums.S7 += terms.S7;
    }

    /// <summary>Whether one of the first sums is NaN.</summary>
    public static bool HasNaN(in ClassSums<TNumber> sums, int count)
    {
        // Rather than each of them: ∞ and −∞ make one too, which is seldom, and then is looked at closely.
        TNumber all = sums.S0;
        if (count > 1)
            all += sums.S1;
        if (count > 2)
            all += sums.S2;
        if (count > 3)
            all += sums.S3;
        if (count > 4)
            all += sums.S4;
        if (count > 5)
            all += sums.S5;
        if (count > 6)
            all += sums.S6;
        if (count > 7)
            all += sums.S7;
        return TNumber.IsNaN(all);
    }

    /// <summary>Replaces the numbers of a row by the function's values.</summary>
    public static void Map<TMap>(ref RowScalars<TNumber> scalars, TMap map)
        where TMap : struct, IIndexedMap<TNumber>
    {
        scalars.S0 = map.Map(scalars.S0, 0);
        scalars.S1 = map.Map(scalars.S1, 1);
        scalars.S2 = map.Map(scalars.S2, 2);
        scalars.S3 = map.Map(scalars.S3, 3);
        scalars.S4 = map.Map(scalars.S4, 4);
        scalars.S5 = map.Map(scalars.S5, 5);
        scalars.S6 = map.Map(scalars.S6, 6);
        scalars.S7 = map.Map(scalars.S7, 7);
        scalars.S8 = map.Map(scalars.S8, 8);
        scalars.S9 = map.Map(scalars.S9, 9);
        scalars.S10 = map.Map(scalars.S10, 10);
        scalars.S11 = map.Map(scalars.S11, 11);
        scalars.S12 = map.Map(scalars.S12, 12);
        scalars.S13 = map.Map(scalars.S13, 13);
        scalars.S14 = map.Map(scalars.S14, 14);
        scalars.S15 = map.Map(scalars.S15, 15);
    }
}

/// <summary>Writes numbers to memory, one after the other, and leaves them as they are.</summary>
internal readonly struct StoreFields<TNumber>(ArrayView<TNumber> memory, long first) : IIndexedMap<TNumber>
    where TNumber : unmanaged
{
    public TNumber Map(TNumber value, int index)
    {
        memory[first + index] = value;
        return value;
    }
}

/// <summary>Reads numbers that <see cref="StoreFields{TNumber}"/> has written.</summary>
internal readonly struct LoadFields<TNumber>(ArrayView<TNumber> memory, long first) : IIndexedMap<TNumber>
    where TNumber : unmanaged
{
    public TNumber Map(TNumber value, int index) => memory[first + index];
}
