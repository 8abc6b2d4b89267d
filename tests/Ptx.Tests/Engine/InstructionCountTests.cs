using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <summary>What kernels take of a GPU, in instructions of PTX and sectors of memory.</summary>
public sealed class InstructionCountTests
{
    private const int Rows = 3;

    /// <summary>The vocabulary of GPT-2 beside the next one that has whole packs.</summary>
    [Theory]
    [InlineData("forward")]
    [InlineData("backward")]
    [InlineData("fused")]
    public void Rows_with_ends_take_a_few_more_than_rows_of_whole_packs(string call)
    {
        LaunchCounts whole = Count(call, 50_264), ends = Count(call, 50_257);
        Assert.InRange((double)ends.WarpInstructions / whole.WarpInstructions, 0.95, 1.15);
        Assert.InRange((double)(ends.SectorsRead + ends.SectorsWritten) / (whole.SectorsRead + whole.SectorsWritten), 0.95, 1.15);
    }

    /// <summary>
    /// Each class of bfloat16 costs no more: where a pack has neither the target nor anything infinite, there is no code for them; and
    /// a short row is no longer than it is.
    /// </summary>
    [Theory]
    [InlineData(nameof(CrossEntropyLoss), "fused", 1024, 50)]
    [InlineData(nameof(CrossEntropyLoss), "fused", 256, 135)]
    [InlineData(nameof(CrossEntropyLoss), "fused", 16_384, 30.5)]
    [InlineData(nameof(TemperatureCrossEntropyLoss), "forward", 16_384, 22)]
    [InlineData(nameof(TemperatureCrossEntropyLoss), "fused", 16_384, 46)]
    [InlineData(nameof(SoftcapCrossEntropyLoss), "fused", 16_384, 127)]
    [InlineData(nameof(MultiMarginLoss), "forward", 16_384, 46)]
    [InlineData(nameof(MultiMarginLoss), "fused", 16_384, 81)]
    public void Instructions_of_a_class(string loss, string call, int classes, double most) =>
        Assert.InRange(32.0 * Count(call, classes, loss).WarpInstructions / (Rows * classes), 1, most);

    private static LaunchCounts Count(string call, int classes, string name = nameof(CrossEntropyLoss))
    {
        CheckedLoss loss = CheckedLoss.Named(name);
        using var device = new PtxCheckDevice(TestKernels.Shared, options: new ExecutionOptions { CountsSectors = true });
        using var batch = new DeviceBatch<ushort, float, DeviceFloat32Math, Int64Targets, long>(device, Rows, classes, loss: loss);
        batch.Logits.Repeat([.. Enumerable.Range(0, 1000).Select(static i => GpuElement.From<ushort>(3 * Math.Sin(i)))]);
        batch.Targets.Write([7, classes - 1, classes / 2]);
        using var one = new DeviceBuffer<float>(device, [1f]);
        batch.FindScale();
        if (call == "backward")
            batch.ForwardSaving(loss);
        Action start = call switch
        {
            "forward" => () => batch.Forward(loss),
            "backward" => () => batch.Backward(loss, one.View),
            _ => () => batch.Fused(loss),
        };
        int before = device.Launches.Count;
        start();
        var all = new LaunchCounts();
        // Split rows take several.
        foreach (LaunchRecord launch in device.Launches.Skip(before))
        {
            all.WarpInstructions += launch.Counts.WarpInstructions;
            all.SectorsRead += launch.Counts.SectorsRead;
            all.SectorsWritten += launch.Counts.SectorsWritten;
        }
        return all;
    }
}
