using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>A batch whose elements, and whose bytes all the more, 32 bits do not number.</summary>
/// <param name="Rows">N.</param>
/// <param name="Classes">C.</param>
/// <param name="Mapping">Which threads share a row; null for the table's configuration.</param>
/// <param name="Boundary">The number of elements of which some rows on either side are looked at: 2^31.</param>
internal sealed record HugeShape(long Rows, int Classes, RowMapping? Mapping, long Boundary = 1L << 31)
{
    /// <summary>As the runtime lays them out, in every sharing, and one whose rows are not aligned.</summary>
    public static IReadOnlyList<HugeShape> All { get; } =
    [
        new(16_800_000, 128, null),
        new(16_400, 131_072, null),
        new(16_400, 131_071, null),
        new(2_100, 1_048_576, null),
        new(2_100, 1_048_576, RowMapping.Split),
    ];

    /// <summary>The threads of a block, where the sharing is given.</summary>
    public int BlockSize { get; init; } = LaunchConfiguration.LargestBlockSize;

    /// <summary>The layout over the grid, where the sharing is given.</summary>
    public LaunchConfiguration Layout(int packs) => Mapping switch
    {
        RowMapping.Warp => new LaunchConfiguration(RowMapping.Warp, Math.Min(BlockSize, LaunchConfiguration.WarpBlockSize), packs),
        RowMapping.Block => new LaunchConfiguration(RowMapping.Block, BlockSize, packs),
        RowMapping.Split => new LaunchConfiguration(RowMapping.Split, BlockSize, Math.Max(1, (packs + 7) / 8)),
        _ => throw new InvalidOperationException("The layout is the table's."),
    };

    public override string ToString() => $"{Rows}×{Classes}, {Mapping?.ToString().ToLowerInvariant() ?? "the table's layout"}";
}
