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
        uint word = (index >> 1) switch
        {
            0 => piece.X,
            1 => piece.Y,
            2 => piece.Z,
            _ => piece.W,
        };
        return TWords.Low(word >> (16 * (index & 1)));
    }

    public static Word4 With(Word4 piece, int index, float value)
    {
        int shift = 16 * (index & 1);
        uint kept = ~(0xFFFFu << shift);
        uint set = TWords.Round(value) << shift;
        int word = index >> 1;
        if (word == 0)
            piece.X = (piece.X & kept) | set;
        if (word == 1)
            piece.Y = (piece.Y & kept) | set;
        if (word == 2)
            piece.Z = (piece.Z & kept) | set;
        if (word == 3)
            piece.W = (piece.W & kept) | set;
        return piece;
    }

    public static void Visit<TVisitor>(Word4 piece, ref TVisitor visitor)
        where TVisitor : struct, IVisitor<float>
    {
        visitor.Visit(TWords.Low(piece.X));
        visitor.Visit(TWords.High(piece.X));
        visitor.Visit(TWords.Low(piece.Y));
        visitor.Visit(TWords.High(piece.Y));
        visitor.Visit(TWords.Low(piece.Z));
        visitor.Visit(TWords.High(piece.Z));
        visitor.Visit(TWords.Low(piece.W));
        visitor.Visit(TWords.High(piece.W));
    }

    public static Word4 Map<TMap>(Word4 piece, TMap map)
        where TMap : struct, IMap<float> =>
        new() { X = Map(piece.X, map), Y = Map(piece.Y, map), Z = Map(piece.Z, map), W = Map(piece.W, map) };

    private static float Max(uint word) => MathF.Max(TWords.Low(word), TWords.High(word));

    private static uint Map<TMap>(uint word, TMap map)
        where TMap : struct, IMap<float> =>
        TWords.Round(map.Map(TWords.Low(word))) | (TWords.Round(map.Map(TWords.High(word))) << 16);
}

/// <summary>Rows of bfloat16 or float16 number by number: rows that are not aligned.</summary>
internal readonly struct HalfElements<TWords> : IPieceFormat<ushort, float>
    where TWords : struct, IHalfWords
{
    public static int Length => 1;

    public static float Max(ushort piece) => TWords.Low(piece);

    public static float Get(ushort piece, int index) => TWords.Low(piece);

    public static ushort With(ushort piece, int index, float value) => (ushort)TWords.Round(value);

    public static void Visit<TVisitor>(ushort piece, ref TVisitor visitor)
        where TVisitor : struct, IVisitor<float> =>
        visitor.Visit(TWords.Low(piece));

    public static ushort Map<TMap>(ushort piece, TMap map)
        where TMap : struct, IMap<float> =>
        (ushort)TWords.Round(map.Map(TWords.Low(piece)));
}
