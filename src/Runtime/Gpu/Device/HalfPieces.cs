using ILGPU.Util;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Four words, 16 bytes: eight numbers of 16 bits.</summary>
internal struct Word4
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}

/// <summary>Rows of bfloat16 or float16 in pieces of eight.</summary>
internal readonly struct HalfPieces<TWords> : IPieceFormat<Word4, float>
    where TWords : struct, IHalfWords
{
    public static int Length => 8;

    public static float Max(Word4 piece) =>
        MathF.Max(MathF.Max(Max(piece.X), Max(piece.Y)), MathF.Max(Max(piece.Z), Max(piece.W)));

    public static float Get(Word4 piece, int index)
    {
        uint first = Utilities.Select(index < 2, piece.X, piece.Y), second = Utilities.Select(index < 6, piece.Z, piece.W);
        return TWords.Low(Utilities.Select(index < 4, first, second) >> (16 * (index & 1)));
    }

    public static Word4 With(Word4 piece, int index, float value)
    {
        int word = index >> 1, shift = 16 * (index & 1);
        uint kept = ~(0xFFFFu << shift), set = (TWords.Pack(value, 0f) & 0xFFFFu) << shift;
        return new()
        {
            X = Utilities.Select(word == 0, (piece.X & kept) | set, piece.X),
            Y = Utilities.Select(word == 1, (piece.Y & kept) | set, piece.Y),
            Z = Utilities.Select(word == 2, (piece.Z & kept) | set, piece.Z),
            W = Utilities.Select(word == 3, (piece.W & kept) | set, piece.W),
        };
    }

    public static Word4 Select(bool first, Word4 a, Word4 b) => new()
    {
        X = Utilities.Select(first, a.X, b.X),
        Y = Utilities.Select(first, a.Y, b.Y),
        Z = Utilities.Select(first, a.Z, b.Z),
        W = Utilities.Select(first, a.W, b.W),
    };

    public static float Sum<TMap>(Word4 piece, TMap map)
        where TMap : struct, IMap<float> =>
        Sum(piece.X, map) + Sum(piece.Y, map) + (Sum(piece.Z, map) + Sum(piece.W, map));

    public static Word4 Map<TMap>(Word4 piece, TMap map)
        where TMap : struct, IMap<float> =>
        new() { X = Map(piece.X, map), Y = Map(piece.Y, map), Z = Map(piece.Z, map), W = Map(piece.W, map) };

    private static float Max(uint word) => MathF.Max(TWords.Low(word), TWords.High(word));

    private static float Sum<TMap>(uint word, TMap map)
        where TMap : struct, IMap<float> =>
        map.Map(TWords.Low(word)) + map.Map(TWords.High(word));

    private static uint Map<TMap>(uint word, TMap map)
        where TMap : struct, IMap<float> =>
        TWords.Pack(map.Map(TWords.Low(word)), map.Map(TWords.High(word)));
}

/// <summary>Rows of bfloat16 or float16 number by number: rows that are not aligned.</summary>
internal readonly struct HalfElements<TWords> : IPieceFormat<ushort, float>
    where TWords : struct, IHalfWords
{
    public static int Length => 1;

    public static float Max(ushort piece) => TWords.Low(piece);

    public static float Get(ushort piece, int index) => TWords.Low(piece);

    public static ushort With(ushort piece, int index, float value) => Select(index == 0, (ushort)TWords.Pack(value, 0f), piece);

    public static ushort Select(bool first, ushort a, ushort b) => (ushort)Utilities.Select(first, (uint)a, (uint)b);

    public static float Sum<TMap>(ushort piece, TMap map)
        where TMap : struct, IMap<float> =>
        map.Map(TWords.Low(piece));

    public static ushort Map<TMap>(ushort piece, TMap map)
        where TMap : struct, IMap<float> =>
        (ushort)TWords.Pack(map.Map(TWords.Low(piece)), 0f);
}
