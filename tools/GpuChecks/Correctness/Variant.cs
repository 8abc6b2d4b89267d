using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>How the rows of a checked batch lie in memory and over the grid.</summary>
/// <param name="Sharing">Which threads share a row; null for the choice of the runtime's table.</param>
/// <param name="GroupSize">The threads of a group, where the sharing is given.</param>
/// <param name="Classes">C.</param>
/// <param name="Offset">How many elements the rows lie past an aligned address.</param>
internal sealed record Variant(RowSharing? Sharing, int GroupSize, int Classes, int Offset)
{
    private const int SplitParts = 3;
    private const int SpanPieces = 128;
    private const int MostStagedPieces = 2 * SpanPieces;

    /// <summary>A layout that has something to share also where rows are short.</summary>
    public KernelChoice Layout(int pieces)
    {
        RowSharing sharing = Sharing ?? throw new InvalidOperationException("The layout is the table's.");
        return new KernelChoice(sharing, GroupSize, sharing == RowSharing.Split ? Math.Max(1, (pieces + SplitParts - 1) / SplitParts) : pieces)
        {
            // The first part of rows that are longer than a span of a warp.
            StagedPieces = sharing == RowSharing.Split ? 0 : Math.Min(MostStagedPieces, pieces / SpanPieces * SpanPieces),
        };
    }

    public override string ToString() =>
        $"{(Sharing is { } sharing ? $"{sharing.ToString().ToLowerInvariant()} of {GroupSize}" : "the table's layout")}, C = {Classes}"
        + (Offset == 0 ? "" : $", {Offset} past an aligned address");
}
