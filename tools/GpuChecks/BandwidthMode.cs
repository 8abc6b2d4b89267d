using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Bandwidth;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Measures the kernels against a copy of the logits, in the same run.</summary>
internal static class BandwidthMode
{
    /// <summary>The least that is written to empty the L2 cache; it also gives the host time to queue what is measured.</summary>
    private const long LeastFlushedBytes = 1L << 29;

    public static int Run(ReadOnlySpan<string> arguments)
    {
        var options = new Arguments(arguments, "--device", "--json", "--loss", "--quick", "--shape");
        string? json = options.Single("--json");
        CheckedLoss loss = options.Several("--loss", [.. CheckedLoss.All, .. CheckedLoss.OfClassesAlone.Select(CheckedLoss.Named)]) switch
        {
            [] => CheckedLoss.Named(nameof(CrossEntropyLoss)),
            [CheckedLoss only] => only,
            _ => throw new UsageException("--loss takes one loss."),
        };
        bool quick = options.Flag("--quick");
        IReadOnlyList<BandwidthShape> shapes = options.Single("--shape") is { } shape ? [BandwidthShape.Parse(shape)]
            : quick ? BandwidthShape.Quick : BandwidthShape.All;
        int index = DeviceOption.Index(options);
        JsonFile.RequireWritable(json);
        using CudaCheckDevice device = DeviceOption.Open(index);
        BandwidthReport report = Run(
            device, loss, shapes, quick ? Effort.Quick : Effort.Full,
            Math.Max(LeastFlushedBytes, 4 * device.Machine.CacheBytes), Console.Out);
        JsonFile.Write(json, report);
        return report.Entries.Count > 0 && report.Failed.Count == 0 ? 0 : 1;
    }

    /// <summary>Measures what there is room for.</summary>
    public static BandwidthReport Run(
        ICheckDevice device, CheckedLoss loss, IReadOnlyList<BandwidthShape> shapes, Effort effort, long flushedBytes, TextWriter output)
    {
        output.WriteLine(device.Machine);
        output.WriteLine(
            $"{loss}, targets of int64, medians of the device's own times. Before every repetition {flushedBytes / 1e6:F0} MB are written elsewhere, "
            + "so that nothing of the batch is left in the L2 cache, for the copy as for the kernels.");
        var entries = new List<BandwidthEntry>();
        List<string> notRun = [], failed = [];
        using var flushed = new DeviceBuffer<byte>(device, flushedBytes);
        foreach (string element in BatchTimes.ElementBytes.Keys)
        {
            foreach (BandwidthShape shape in shapes)
            {
                int bytes = BatchTimes.ElementBytes[element];
                output.WriteLine();
                output.WriteLine($"{element}, {shape}: {bytes * shape.Rows * shape.Classes / 1e9:F2} GB of logits, {BatchTimes.Layout(device, loss, element, shape)}");
                if (BatchMemory.Shortage(device, shape.Rows, shape.Classes, bytes) is { } shortage)
                {
                    notRun.Add($"{element}, {shape}: {shortage}");
                    output.WriteLine($"  NOT RUN: {shortage}");
                    continue;
                }
                try
                {
                    BandwidthEntry[] measured = BatchTimes.Measure(device, flushed, loss, element, shape, effort);
                    entries.AddRange(measured);
                    output.WriteLine(BandwidthTable.Format(measured));
                }
                // The other shapes are wanted all the same.
                catch (GpuException exception)
                {
                    failed.Add($"{element}, {shape}: {exception.Message}");
                    output.WriteLine($"  BROKE OFF: {exception.Message}");
                }
            }
        }
        return new BandwidthReport(device.Machine, loss.Name, flushedBytes, notRun, failed, entries);
    }
}
