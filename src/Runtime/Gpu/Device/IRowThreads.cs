using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The threads that share a row, or a chunk of one: a warp or a whole group.</summary>
internal interface IRowThreads
{
    /// <summary>The row, among those of the grid.</summary>
    static abstract long Row { get; }

    /// <summary>The number of threads.</summary>
    static abstract int Count { get; }

    /// <summary>This thread's place among them.</summary>
    static abstract int Rank { get; }

    /// <summary>The largest number of all threads, in all of them.</summary>
    static abstract TNumber AllMax<TNumber, TArithmetic>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>;

    /// <summary>The sum over all threads, in all of them, in an order that is the same on every run.</summary>
    static abstract TNumber AllSum<TNumber, TArithmetic>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>;
}

/// <summary>A warp of 32, several in a group.</summary>
internal readonly struct WarpThreads : IRowThreads
{
    /// <summary>The lanes of a warp; other warps than these are refused on the host.</summary>
    public const int Lanes = 32;

    public static long Row => (long)Grid.IdxX * (Group.DimX / Lanes) + Group.IdxX / Lanes;

    public static int Count => Lanes;

    public static int Rank => Group.IdxX % Lanes;

    public static TNumber AllMax<TNumber, TArithmetic>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>
    {
        value = TArithmetic.Max(value, TArithmetic.ShuffleXor(value, 16));
        value = TArithmetic.Max(value, TArithmetic.ShuffleXor(value, 8));
        value = TArithmetic.Max(value, TArithmetic.ShuffleXor(value, 4));
        value = TArithmetic.Max(value, TArithmetic.ShuffleXor(value, 2));
        return TArithmetic.Max(value, TArithmetic.ShuffleXor(value, 1));
    }

    // Of each pair both lanes add the same two numbers: all end with the same sum.
    public static TNumber AllSum<TNumber, TArithmetic>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>
    {
        value += TArithmetic.ShuffleXor(value, 16);
        value += TArithmetic.ShuffleXor(value, 8);
        value += TArithmetic.ShuffleXor(value, 4);
        value += TArithmetic.ShuffleXor(value, 2);
        return value + TArithmetic.ShuffleXor(value, 1);
    }
}

/// <summary>A whole group, of full warps: each reduces by shuffles, then every warp reduces the results of all.</summary>
internal readonly struct GroupThreads : IRowThreads
{
    public static long Row => Grid.IdxX;

    public static int Count => Group.DimX;

    public static int Rank => Group.IdxX;

    public static TNumber AllMax<TNumber, TArithmetic>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>
    {
        value = WarpThreads.AllMax<TNumber, TArithmetic>(value);
        return WarpThreads.AllMax<TNumber, TArithmetic>(OfAllWarps(value, TArithmetic.NegativeInfinity));
    }

    public static TNumber AllSum<TNumber, TArithmetic>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TArithmetic : struct, IArithmetic<TNumber>
    {
        value = WarpThreads.AllSum<TNumber, TArithmetic>(value);
        return WarpThreads.AllSum<TNumber, TArithmetic>(OfAllWarps(value, TNumber.Zero));
    }

    /// <summary>In each lane the number of the warp of that index; where there is none, <paramref name="none"/>.</summary>
    private static TNumber OfAllWarps<TNumber>(TNumber value, TNumber none)
        where TNumber : unmanaged
    {
        ArrayView<TNumber> warps = SharedMemory.Allocate<TNumber>(WarpThreads.Lanes);
        int lane = Group.IdxX % WarpThreads.Lanes;
        if (lane == 0)
            warps[Group.IdxX / WarpThreads.Lanes] = value;
        Group.Barrier();
        TNumber all = lane < Group.DimX / WarpThreads.Lanes ? warps[lane] : none;
        // The next reduction writes there again.
        Group.Barrier();
        return all;
    }
}
