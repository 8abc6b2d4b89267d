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

/// <summary>Rows of float32 in pieces of four.</summary>
internal readonly struct Float32Pieces : IPieceFormat<Float4, float>
{
    public static int Length => 4;

    public static float Max(Float4 piece) => MathF.Max(MathF.Max(piece.X, piece.Y), MathF.Max(piece.Z, piece.W));

    public static float Get(Float4 piece, int index) => Utilities.Select(
        index < 2, Utilities.Select(index == 0, piece.X, piece.Y), Utilities.Select(index == 2, piece.Z, piece.W));

    public static Float4 With(Float4 piece, int index, float value) => new()
    {
        X = Utilities.Select(index == 0, value, piece.X),
        Y = Utilities.Select(index == 1, value, piece.Y),
        Z = Utilities.Select(index == 2, value, piece.Z),
        W = Utilities.Select(index == 3, value, piece.W),
    };

    public static Float4 Select(bool first, Float4 a, Float4 b) => new()
    {
        X = Utilities.Select(first, a.X, b.X),
        Y = Utilities.Select(first, a.Y, b.Y),
        Z = Utilities.Select(first, a.Z, b.Z),
        W = Utilities.Select(first, a.W, b.W),
    };

    public static float Sum<TMap>(Float4 piece, TMap map)
        where TMap : struct, IMap<float> =>
        map.Map(piece.X) + map.Map(piece.Y) + (map.Map(piece.Z) + map.Map(piece.W));

    public static Float4 Map<TMap>(Float4 piece, TMap map)
        where TMap : struct, IMap<float> =>
        new() { X = map.Map(piece.X), Y = map.Map(piece.Y), Z = map.Map(piece.Z), W = map.Map(piece.W) };
}
