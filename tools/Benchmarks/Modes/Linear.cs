using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Measuring;
using SparseLsr.Gen.Benchmarks.Reports;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary><c>forward_linear</c> beside the matrix products alone, and beside torch's layer and loss.</summary>
internal static class Linear
{
    private static readonly (int Features, ScalarType Type, bool IsHalfIgnored)[] s_cases =
    [
        (256, ScalarType.Float32, false), (256, ScalarType.Float32, true), (64, ScalarType.Float32, false),
        (64, ScalarType.Float32, true), (256, ScalarType.BFloat16, false),
    ];

    public static void Run(RecordOptions options)
    {
        LinearRecord[] records = [.. s_cases.Select(item => Measure(item.Features, item.Type, item.IsHalfIgnored, options.Time))];
        LinearTable.Write(records);
        if (options.Json is { } json)
            JsonReport.Write(json, records);
    }

    private static LinearRecord Measure(int features, ScalarType type, bool isHalfIgnored, TimeSpan time)
    {
        using var scope = NewDisposeScope();
        using var item = new LinearCase(features, type, isHalfIgnored);
        // One step of torch in 16 bits takes longer than all others together.
        int rounds = type == ScalarType.Float32 ? 7 : 1;
        double[] times = Interleaved.Medians([new(item.Products()), new(item.Ours), new(item.Torch)], time, rounds);
        return new LinearRecord(
            item.Name, times[0], times[1], times[2], Peak(item.Ours, item.GradientBytes), Peak(item.Torch, item.GradientBytes));
    }

    private static long? Peak(Action step, long gradients) => PeakMemory.Of(step) is { } peak ? Math.Max(0, peak - gradients) : null;
}
