using ILGPU;
using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Four numbers of float32, 16 bytes.</summary>
internal struct Float4
{
    public float X;
    public float Y;
    public float Z;
    public float W;
}

/// <summary>Rows of float32 in packs of four.</summary>
internal readonly struct Float32Packs : IPackFormat<Float4, float>
{
    public static int Length => 4;

    public static float Read(ArrayView<byte> memory, long index, bool isFloat32) => memory.Cast<float>()[index];

    public static float Element(ArrayView<Float4> packs, long index) => packs.Cast<float>()[index];

    public static void SetElement(ArrayView<Float4> packs, long index, float value) => packs.Cast<float>()[index] = value;

    public static Float4 Of(float value) => new() { X = value, Y = value, Z = value, W = value };

    public static float Max(Float4 pack) => MathF.Max(MathF.Max(pack.X, pack.Y), MathF.Max(pack.Z, pack.W));

    public static Float4 With(Float4 pack, int index, float value) => new()
    {
        X = Utilities.Select(index == 0, value, pack.X),
        Y = Utilities.Select(index == 1, value, pack.Y),
        Z = Utilities.Select(index == 2, value, pack.Z),
        W = Utilities.Select(index == 3, value, pack.W),
    };

    public static Float4 Select(bool first, Float4 a, Float4 b) => new()
    {
        X = Utilities.Select(first, a.X, b.X),
        Y = Utilities.Select(first, a.Y, b.Y),
        Z = Utilities.Select(first, a.Z, b.Z),
        W = Utilities.Select(first, a.W, b.W),
    };

    public static float Sum<TMap>(Float4 pack, TMap map)
        where TMap : struct, IMap<float> =>
        map.Map(pack.X) + map.Map(pack.Y) + (map.Map(pack.Z) + map.Map(pack.W));

    public static Float4 Map<TMap>(Float4 pack, TMap map)
        where TMap : struct, IMap<float> =>
        new() { X = map.Map(pack.X), Y = map.Map(pack.Y), Z = map.Map(pack.Z), W = map.Map(pack.W) };

    public static PackNumbers<float> Unpack(Float4 pack) => new() { N0 = pack.X, N1 = pack.Y, N2 = pack.Z, N3 = pack.W };

    public static Float4 Pack(in PackNumbers<float> numbers) => new() { X = numbers.N0, Y = numbers.N1, Z = numbers.N2, W = numbers.N3 };
}
