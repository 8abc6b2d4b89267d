using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The threads that share a row, or a chunk of one: a warp or a whole block.</summary>
internal interface IRowThreads
{
    /// <summary>The row, among those of the grid.</summary>
    static abstract long Row { get; }

    /// <summary>The row, among those of the block.</summary>
    static abstract int RowInBlock { get; }

    /// <summary>The number of threads.</summary>
    static abstract int Count { get; }

    /// <summary>This thread's place among them.</summary>
    static abstract int Rank { get; }

    /// <summary>This thread's place in its warp.</summary>
    static abstract int Lane { get; }

    /// <summary>The packs that all threads take at a time: a tile for each warp, one after the other.</summary>
    static abstract int Stride { get; }

    /// <summary>Where this thread's warp has its tile in a block.</summary>
    static abstract int TileStart { get; }

    /// <summary>Whether there are several warps, whose results have to be put together.</summary>
    static abstract bool AreWarps { get; }
}

/// <summary>A warp of 32, several in a block.</summary>
internal readonly struct WarpThreads : IRowThreads
{
    /// <summary>The lanes of a warp; other warps than these are refused on the host.</summary>
    public const int Lanes = 32;

    /// <summary>
    /// The packs that a warp takes at a time, four a lane: in memory they lie side by side, so that each of the four loads is of
    /// whole cache lines, and its address a constant away from the first one's.
    /// </summary>
    public const int TilePacks = 4 * Lanes;

    /// <summary>The warps of the block.</summary>
    // Dividing would be some twenty instructions: the compilers do not know that an index is not negative.
    public static int PerBlock => Group.DimX >> 5;

    public static long Row => (long)Grid.IdxX * PerBlock + RowInBlock;

    public static int RowInBlock => Group.IdxX >> 5;

    public static int Count => Lanes;

    public static int Rank => Lane;

    public static int Lane => Group.IdxX & (Lanes - 1);

    public static int Stride => TilePacks;

    public static int TileStart => 0;

    public static bool AreWarps => false;

    /// <summary>The largest number of all lanes, in all of them.</summary>
    public static TNumber AllMax<TNumber, TMath>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
    {
        value = TMath.MaxNumber(value, TMath.ShuffleXor(value, 16));
        value = TMath.MaxNumber(value, TMath.ShuffleXor(value, 8));
        value = TMath.MaxNumber(value, TMath.ShuffleXor(value, 4));
        value = TMath.MaxNumber(value, TMath.ShuffleXor(value, 2));
        return TMath.MaxNumber(value, TMath.ShuffleXor(value, 1));
    }

    /// <summary>The sum over all lanes, in all of them.</summary>
    // Of each pair both lanes add the same two numbers: all end with the same sum, and it is the same on every run.
    public static TNumber AllSum<TNumber, TMath>(TNumber value)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
    {
        value += TMath.ShuffleXor(value, 16);
        value += TMath.ShuffleXor(value, 8);
        value += TMath.ShuffleXor(value, 4);
        value += TMath.ShuffleXor(value, 2);
        return value + TMath.ShuffleXor(value, 1);
    }
}

/// <summary>A whole block, of full warps.</summary>
internal readonly struct BlockThreads : IRowThreads
{
    public static long Row => Grid.IdxX;

    public static int RowInBlock => 0;

    public static int Count => Group.DimX;

    public static int Rank => Group.IdxX;

    public static int Lane => WarpThreads.Lane;

    public static int Stride => 4 * Group.DimX;

    public static int TileStart => WarpThreads.RowInBlock * WarpThreads.TilePacks;

    public static bool AreWarps => true;
}
