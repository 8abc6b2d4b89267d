using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>How the rows of a checked batch lie in memory and over the grid.</summary>
/// <param name="Mapping">Which threads share a row; null for the configuration of the runtime's table.</param>
/// <param name="BlockSize">The threads of a block, where the sharing is given.</param>
/// <param name="Classes">C.</param>
/// <param name="Offset">How many elements the rows lie past an aligned address.</param>
internal sealed record Variant(RowMapping? Mapping, int BlockSize, int Classes, int Offset)
{
    private const int SplitParts = 3;
    private const int TilePacks = 128;
    private const int MostCachedPacks = 2 * TilePacks;

    /// <summary>
    /// The same of a gradient that is not written in place: where it is another, neither can be moved in packs of the other.
    /// </summary>
    public int GradientOffset { get; init; } = Offset;

    /// <summary>A layout that has something to share also where rows are short.</summary>
    public LaunchConfiguration Layout(int packs)
    {
        RowMapping sharing = Mapping ?? throw new InvalidOperationException("The layout is the table's.");
        return new LaunchConfiguration(sharing, BlockSize, sharing == RowMapping.Split ? Math.Max(1, (packs + SplitParts - 1) / SplitParts) : packs)
        {
            // The first part of rows that are longer than a tile of a warp.
            CachedPacks = sharing == RowMapping.Split ? 0 : Math.Min(MostCachedPacks, packs / TilePacks * TilePacks),
        };
    }

    public override string ToString() =>
        $"{(Mapping is { } sharing ? $"{sharing.ToString().ToLowerInvariant()} of {BlockSize}" : "the table's layout")}, C = {Classes}"
        + (Offset == 0 ? "" : $", {Offset} past an aligned address")
        + (GradientOffset == Offset ? "" : $", gradient {GradientOffset} past one");
}
