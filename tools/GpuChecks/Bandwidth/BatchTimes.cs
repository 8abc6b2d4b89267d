using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>Measures every operation over one batch, all of them in every round, so that a clock that changes changes all of them.</summary>
internal static class BatchTimes
{
    private const int PackBytes = 16;

    /// <summary>The types of logits that are measured, with the bytes of each.</summary>
    public static IReadOnlyDictionary<string, int> ElementBytes { get; } =
        new Dictionary<string, int> { ["bfloat16"] = sizeof(ushort), ["float32"] = sizeof(float) };

    public static BandwidthEntry[] Measure(
        ICheckDevice device, DeviceBuffer<byte> flushed, CheckedLoss loss, string element, BandwidthShape shape, Effort effort) =>
        element == "bfloat16"
            ? Measure<ushort>(device, flushed, loss, element, shape, effort)
            : Measure<float>(device, flushed, loss, element, shape, effort);

    private static BandwidthEntry[] Measure<T>(
        ICheckDevice device, DeviceBuffer<byte> flushed, CheckedLoss loss, string element, BandwidthShape shape, Effort effort)
        where T : unmanaged
    {
        using var batch = new DeviceBatch<T, float, DeviceFloat32Math, Int64Targets, long>(device, shape.Rows, shape.Classes, loss: loss);
        RepeatedRows rows = RepeatedRows.Of(shape.Rows, shape.Classes);
        batch.Logits.Repeat(Array.ConvertAll(rows.Logits, GpuElement.From<T>));
        batch.Targets.Repeat(rows.Targets);
        using var one = new DeviceBuffer<float>(device, [1f]);
        using var oneElement = new DeviceBuffer<T>(device, [GpuElement.From<T>(1)]);
        batch.FindScale();

        Dictionary<Operation, Action> work = new()
        {
            [Operation.Copy] = () => device.Copy(batch.Logits.Address, batch.Gradient.Address, batch.Logits.Bytes),
            [Operation.Forward] = () => batch.Forward(loss),
            [Operation.Keeping] = () => batch.ForwardSaving(loss),
            [Operation.Backward] = () => batch.Backward(loss, one.View),
            [Operation.Fused] = () => batch.Fused(loss),
            [Operation.MeanForward] = () =>
            {
                batch.FindScale();
                batch.Forward(loss);
                batch.FindMean();
            },
            [Operation.MeanBoth] = () =>
            {
                batch.FindScale();
                batch.Fused(loss);
                batch.FindMean();
                // What is upstream of a mean is 1 as a rule, which the kernel looks at on the device.
                batch.Multiply(oneElement.View);
            },
        };
        Dictionary<Operation, List<double>> times = Operation.All.ToDictionary(operation => operation, _ => new List<double>());
        for (int round = -effort.WarmUps; round < 0 || effort.WantsMore(round, times.Values.Min(own => own.Sum())); round++)
        {
            foreach (Operation operation in Operation.All)
            {
                // While the device is at this, what follows is queued: the time is the device's alone.
                flushed.Fill(0);
                double microseconds = device.Microseconds(work[operation]);
                if (round >= 0)
                    times[operation].Add(microseconds);
            }
        }
        double copy = BandwidthEntry.Median(times[Operation.Copy]);
        return [.. Operation.All.Select(operation => BandwidthEntry.Of(element, shape, batch.Logits.Bytes, operation, times[operation], copy))];
    }

    /// <summary>How the runtime lays the rows out.</summary>
    public static string Layout(ICheckDevice device, CheckedLoss loss, string element, BandwidthShape shape)
    {
        int packLength = PackBytes / ElementBytes[element], packs = shape.Classes / packLength;
        int largest = LaunchConfiguration.LargestBlockSizeOf(loss.Bind(shape.Classes).HasClassFunctions);
        LaunchConfiguration configuration = device.Launcher.Configure(shape.Rows, packs, PackBytes, largest, cached: false);
        LaunchConfiguration fused = device.Launcher.Configure(shape.Rows, packs, PackBytes, largest, cached: true);
        string moved = "16 bytes at a time" + (shape.Classes % packLength == 0 ? "" : ", the ends of rows one by one");
        string kept = $"fused {fused.BlockSize} threads, which keep {100.0 * Math.Min(fused.CachedPacks, packs) / packs:F0} % of a row in shared memory";
        return configuration.Mapping switch
        {
            RowMapping.Warp => $"a warp a row, {moved}; {kept}",
            RowMapping.Block => $"a group of {configuration.BlockSize} threads a row, {moved}; {kept}",
            _ => $"{configuration.Chunks(packs)} groups of {configuration.BlockSize} threads a row, {moved}",
        };
    }
}
