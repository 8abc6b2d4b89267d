namespace SparseLsr.Gen.Gpu.Device;

/// <summary>A function from number to number.</summary>
internal interface IMap<TNumber>
{
    TNumber Map(TNumber value);
}

/// <summary>The same number everywhere.</summary>
internal readonly struct Constant<TNumber>(TNumber value) : IMap<TNumber>
{
    public TNumber Map(TNumber _) => value;
}

/// <summary>
/// How the numbers of a row lie in memory: in pieces that one instruction loads or stores, 16 bytes where rows are aligned, else a
/// single element.
/// </summary>
/// <remarks>Choices are selections and not branches: each branch costs ILGPU's compiler dearly, and a thread a few moves.</remarks>
internal interface IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TNumber : unmanaged
{
    /// <summary>The numbers in a piece.</summary>
    static abstract int Length { get; }

    static abstract TNumber Max(TPiece piece);

    static abstract TNumber Get(TPiece piece, int index);

    /// <summary>The piece with another number in one place, rounded; as it is where that place is none of the piece.</summary>
    static abstract TPiece With(TPiece piece, int index, TNumber value);

    /// <summary>One piece or the other.</summary>
    static abstract TPiece Select(bool first, TPiece a, TPiece b);

    /// <summary>The sum of the function's values, in pairs.</summary>
    static abstract TNumber Sum<TMap>(TPiece piece, TMap map)
        where TMap : struct, IMap<TNumber>;

    /// <summary>The piece of the function's values, rounded.</summary>
    static abstract TPiece Map<TMap>(TPiece piece, TMap map)
        where TMap : struct, IMap<TNumber>;
}
