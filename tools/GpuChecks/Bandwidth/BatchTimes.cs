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
    private const int PieceBytes = 16;

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
        using var batch = new DeviceBatch<T, float, DeviceFloat32Math, Int64Targets, long>(device, shape.Rows, shape.Classes);
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
            [Operation.Keeping] = () => batch.ForwardKeeping(loss),
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
    public static string Layout(ICheckDevice device, string element, BandwidthShape shape)
    {
        int bytes = shape.Classes % (PieceBytes / ElementBytes[element]) == 0 ? PieceBytes : ElementBytes[element];
        int pieces = (int)((long)shape.Classes * ElementBytes[element] / bytes);
        KernelChoice choice = device.Starter.Choose(shape.Rows, pieces, bytes, staged: false);
        KernelChoice fused = device.Starter.Choose(shape.Rows, pieces, bytes, staged: true);
        string moved = bytes == PieceBytes ? "16 bytes at a time" : "element by element";
        string kept = $"fused {fused.GroupSize} threads, which keep {100.0 * Math.Min(fused.StagedPieces, pieces) / pieces:F0} % of a row in shared memory";
        return choice.Sharing switch
        {
            RowSharing.Warp => $"a warp a row, {moved}; {kept}",
            RowSharing.Group => $"a group of {choice.GroupSize} threads a row, {moved}; {kept}",
            _ => $"{choice.Chunks(pieces)} groups of {choice.GroupSize} threads a row, {moved}",
        };
    }
}
