using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <summary>A loss over a batch of random layout, on a random device.</summary>
internal sealed record RandomBatch(
    CheckedLoss Loss, string Element, string Target, Variant Variant, DeviceLimits Limits, ExecutionOptions Options)
{
    private const int LogOfMostClasses = 13;

    /// <summary>An exponential of float64 takes thousands of instructions.</summary>
    private const int MostClassesOfFloat64 = 100;

    public static RandomBatch Of(int seed)
    {
        var random = new Random(seed);
        TypedChecks checks = TypedChecks.All[random.Next(TypedChecks.All.Count)];
        bool isDouble = checks.Element == "float64";
        CheckedLoss loss = Choose(random, [.. CheckedLoss.All.Where(loss => !isDouble || loss.Name != EngineTests.InaccurateInFloat64)]);
        int classes = (int)Math.Pow(2, random.NextDouble() * LogOfMostClasses);
        if (isDouble)
            classes = Math.Min(classes, MostClassesOfFloat64);
        classes = Math.Max(classes, loss.RequiresTwoClasses ? 2 : 1);
        RowMapping? mapping = random.Next(4) == 0 ? null : Choose(random, Enum.GetValues<RowMapping>());
        int largest = mapping == RowMapping.Warp ? LaunchConfiguration.WarpBlockSize : LaunchConfiguration.LargestBlockSize;
        int blockSize = Warp.Lanes * random.Next(1, (largest / Warp.Lanes) + 1);
        // A part of the batches lies past an aligned address.
        int offset = random.Next(3) == 0 ? random.Next(checks.PackLength) : 0;
        DeviceLimits limits = Choose(random, [DeviceLimits.A100, DeviceLimits.L4, DeviceLimits.H100]);
        return new RandomBatch(
            loss, checks.Element, checks.Target, new Variant(mapping, blockSize, classes, offset),
            limits with { Multiprocessors = random.Next(1, limits.Multiprocessors + 1) },
            new ExecutionOptions
            {
                Errors = Choose(random, Enum.GetValues<Approximation>()),
                FusesMultiplyAdd = random.Next(2) == 0,
                IndependentLanes = random.Next(2) == 0,
                LastWarpFirst = random.Next(2) == 0,
            });
    }

    /// <summary>Runs every call over it.</summary>
    /// <returns>What was wrong; null if nothing was.</returns>
    public string? Run()
    {
        using var device = new PtxCheckDevice(TestKernels.Fresh, Limits, Options);
        using var output = new StringWriter();
        var findings = new Findings(output);
        findings.Group(ToString(), () => TypedChecks.Named(Element, Target).Edges(device, Loss, Variant, findings));
        return findings.Wrong == 0 ? null : output.ToString();
    }

    private static T Choose<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
