using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <inheritdoc/>
public sealed class BFloat16EngineTests() : EngineTests("bfloat16", 1)
{
    // Those of several gigabytes are left out for want of memory.
    private protected override CheckScope Plan => base.Plan with { HugeShapes = CheckScope.Device.HugeShapes };

    [Fact]
    public void The_layouts_that_the_runtime_chooses() => Check(
        "SparseLsrLoss", "int64", [.. new[] { 7, 512, 8192, 50_257 }.Select(static classes => new Variant(null, 0, classes, 0))],
        new ExecutionOptions());
}
