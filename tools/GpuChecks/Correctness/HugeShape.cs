using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>A batch whose elements, and whose bytes all the more, 32 bits do not number.</summary>
/// <param name="Rows">N.</param>
/// <param name="Classes">C.</param>
/// <param name="Sharing">Which threads share a row; null for the table's choice.</param>
/// <param name="Boundary">The number of elements of which some rows on either side are looked at: 2^31.</param>
internal sealed record HugeShape(long Rows, int Classes, RowSharing? Sharing, long Boundary = 1L << 31)
{
    /// <summary>As the runtime lays them out, in every sharing, and one whose rows are not aligned.</summary>
    public static IReadOnlyList<HugeShape> All { get; } =
    [
        new(16_800_000, 128, null),
        new(16_400, 131_072, null),
        new(16_400, 131_071, null),
        new(2_100, 1_048_576, null),
        new(2_100, 1_048_576, RowSharing.Split),
    ];

    /// <summary>The threads of a group, where the sharing is given.</summary>
    public int GroupSize { get; init; } = KernelChoice.LargestGroupSize;

    /// <summary>The layout over the grid, where the sharing is given.</summary>
    public KernelChoice Layout(int pieces) => Sharing switch
    {
        RowSharing.Warp => new KernelChoice(RowSharing.Warp, Math.Min(GroupSize, KernelChoice.WarpGroupSize), pieces),
        RowSharing.Group => new KernelChoice(RowSharing.Group, GroupSize, pieces),
        RowSharing.Split => new KernelChoice(RowSharing.Split, GroupSize, Math.Max(1, (pieces + 7) / 8)),
        _ => throw new InvalidOperationException("The layout is the table's."),
    };

    public override string ToString() => $"{Rows}×{Classes}, {Sharing?.ToString().ToLowerInvariant() ?? "the table's layout"}";
}
