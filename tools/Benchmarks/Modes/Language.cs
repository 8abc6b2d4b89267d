using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Measuring;
using SparseLsr.Gen.Benchmarks.Reports;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What each construct of the language costs: the kernels of losses that have it, beside that of cross entropy.</summary>
internal static class Language
{
    private static readonly Shape s_shape = new(1024, 32768);

    public static void Run(RecordOptions options)
    {
        using var batch = new Batch(LogitsType.Float32, s_shape);
        Contender[] contenders = [.. LanguageCase.All.Select(item => new Contender(item.Kernel(batch, s_shape)))];
        double[] times = Interleaved.Medians(contenders, options.Time, leastRounds: 15);
        LanguageRecord[] records =
            [.. LanguageCase.All.Zip(times, (item, time) => new LanguageRecord(item.Construct, time, time / times[0], item.Goal))];
        LanguageTable.Write(records, s_shape);
        if (options.Json is { } json)
            JsonReport.Write(json, records);
    }
}
