namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>A register of a warp.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Offset">Where its lanes begin among the warp's registers.</param>
/// <param name="Bytes">The bytes of a lane; a predicate says 1, and has a bit for each lane.</param>
internal sealed record Register(int Id, int Offset, int Bytes)
{
    public const int PredicateBytes = 1;

    public bool IsPredicate => Bytes == PredicateBytes;
}
