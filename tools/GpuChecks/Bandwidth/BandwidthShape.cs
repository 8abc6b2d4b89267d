using System.Globalization;

namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>A measured batch.</summary>
/// <param name="Rows">N.</param>
/// <param name="Classes">C.</param>
internal readonly record struct BandwidthShape(long Rows, int Classes)
{
    /// <summary>From short rows to ones that several blocks share. <c>eng/gpu/torch_bench.py</c> reads them from the report.</summary>
    public static IReadOnlyList<BandwidthShape> All { get; } =
    [
        new(1024, 1000), new(65_536, 1000), new(16_384, 4096), new(16_384, 32_768), new(8192, 50_257), new(8192, 65_536), new(8192, 128_256),
        new(4096, 262_144), new(64, 1_048_576),
    ];

    public static IReadOnlyList<BandwidthShape> Quick { get; } = [new(16_384, 4096), new(8192, 128_256), new(64, 1_048_576)];

    /// <exception cref="UsageException">It is no shape.</exception>
    public static BandwidthShape Parse(string text)
    {
        string[] numbers = text.Split('x', '×');
        if (numbers.Length == 2 && long.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out long rows)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int classes) && rows > 0 && classes > 1)
        {
            return new BandwidthShape(rows, classes);
        }
        throw new UsageException($"--shape takes rows and classes, such as 8192x50257, and got '{text}'.");
    }

    public override string ToString() => $"{Rows}×{Classes}";
}
