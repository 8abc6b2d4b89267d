using System.Numerics;
using ILGPU;
using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Rows of float32 or float64 number by number: rows whose gradients lie otherwise in their packs than the logits, and all of float64.</summary>
internal readonly struct NativeElements<TNumber> : IPackFormat<TNumber, TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    public static int Length => 1;

    public static TNumber Read(ArrayView<byte> memory, long index, bool isFloat32) => memory.Cast<TNumber>()[index];

    public static TNumber Element(ArrayView<TNumber> packs, long index) => packs[index];

    public static void SetElement(ArrayView<TNumber> packs, long index, TNumber value) => packs[index] = value;

    public static TNumber Of(TNumber value) => value;

    public static TNumber Max(TNumber pack) => pack;

    public static TNumber With(TNumber pack, int index, TNumber value) => Select(index == 0, value, pack);

    public static TNumber Select(bool first, TNumber a, TNumber b) => Utilities.Select(first, a, b);

    public static TNumber Sum<TMap>(TNumber pack, TMap map)
        where TMap : struct, IMap<TNumber> =>
        map.Map(pack);

    public static TNumber Map<TMap>(TNumber pack, TMap map)
        where TMap : struct, IMap<TNumber> =>
        map.Map(pack);

    public static PackNumbers<TNumber> Unpack(TNumber pack) => new() { N0 = pack };

    public static TNumber Pack(in PackNumbers<TNumber> numbers) => numbers.N0;
}
