namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>A measured batch.</summary>
/// <param name="Rows">N.</param>
/// <param name="Classes">C.</param>
internal readonly record struct BandwidthShape(long Rows, int Classes)
{
    /// <summary>From short rows to ones that several blocks share. <c>eng/gpu/torch_bench.py</c> reads them from the report.</summary>
    public static IReadOnlyList<BandwidthShape> All { get; } =
    [
        new(16_384, 4096), new(16_384, 32_768), new(8192, 50_257), new(8192, 65_536), new(8192, 128_256), new(4096, 262_144), new(64, 1_048_576),
    ];

    public static IReadOnlyList<BandwidthShape> Quick { get; } = [new(16_384, 4096), new(8192, 128_256), new(64, 1_048_576)];

    public override string ToString() => $"{Rows}×{Classes}";
}
