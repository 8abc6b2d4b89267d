using System.Numerics;
using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Rows of float32 or float64 number by number: rows that are not aligned, and all of float64.</summary>
internal readonly struct NativeElements<TNumber> : IPieceFormat<TNumber, TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    public static int Length => 1;

    public static TNumber Max(TNumber piece) => piece;

    public static TNumber Get(TNumber piece, int index) => piece;

    public static TNumber With(TNumber piece, int index, TNumber value) => Select(index == 0, value, piece);

    public static TNumber Select(bool first, TNumber a, TNumber b) => Utilities.Select(first, a, b);

    public static TNumber Sum<TMap>(TNumber piece, TMap map)
        where TMap : struct, IMap<TNumber> =>
        map.Map(piece);

    public static TNumber Map<TMap>(TNumber piece, TMap map)
        where TMap : struct, IMap<TNumber> =>
        map.Map(piece);
}
