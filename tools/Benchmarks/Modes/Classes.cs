using SparseLsr.Gen.Benchmarks.Cases;
using SparseLsr.Gen.Benchmarks.Measuring;
using SparseLsr.Gen.Benchmarks.Reports;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>
/// Redraws what was published of sparse label smoothing: its cost beside that of cross entropy and of dense label smoothing, as
/// the number of classes grows; each as published, in torch operations, and as generated.
/// </summary>
internal static class Classes
{
    private const long Rows = 64;

    private static readonly long[] s_classes = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

    public static void Run(ClassesOptions options)
    {
        var records = new List<ClassesRecord>();
        ProgressBar.Show("Measuring", s_classes.Length, next =>
        {
            foreach (long classes in s_classes)
            {
                next($"C = {classes}");
                records.AddRange(Measure(new Shape(Rows, classes)));
            }
        });
        ClassesCharts.Save(options.Folder, records);
        if (options.Json is { } json)
            JsonReport.Write(json, records);
    }

    private static List<ClassesRecord> Measure(Shape shape)
    {
        using var batch = new Batch(LogitsType.Float32, shape);
        using var crossEntropy = new CrossEntropyLoss();
        using var labelSmoothing = new LabelSmoothingLoss();
        using var sparseLsr = new PublishedSparseLsrLoss();
        (string Loss, string Form, Action Step)[] steps =
        [
            ("CrossEntropy", "published", batch.Step(TorchCompositions.CrossEntropy)),
            ("LSR", "published", batch.Step(TorchCompositions.PublishedLabelSmoothing)),
            ("SparseLSR", "published", batch.Step(TorchCompositions.PublishedSparseLsr)),
            ("CrossEntropy", "generated", batch.Step(crossEntropy.forward)),
            ("LSR", "generated", batch.Step(labelSmoothing.forward)),
            ("SparseLSR", "generated", batch.Step(sparseLsr.forward)),
        ];
        double[] times = Interleaved.Medians(
            [.. steps.Select(step => new Contender(step.Step))], TimeSpan.FromSeconds(3), leastRounds: 5);
        return
        [
            .. steps.Zip(times, (step, time) => new ClassesRecord(
                step.Loss, step.Form, LogitsType.Float32.Name, shape.Rows, shape.Classes, get_num_threads(), time,
                PeakMemory.Of(step.Step))),
        ];
    }
}
