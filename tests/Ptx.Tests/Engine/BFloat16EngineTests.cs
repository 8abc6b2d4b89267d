using SparseLsr.Gen.GpuChecks.Correctness;

namespace SparseLsr.Gen.Ptx.Tests.Engine;

/// <inheritdoc/>
public sealed class BFloat16EngineTests() : EngineTests("bfloat16", 1)
{
    [Fact]
    public void The_layouts_that_the_runtime_chooses() => Check(
        "SparseLsrLoss", "int64", [.. new[] { 7, 512, 8192, 50_257 }.Select(static classes => new Variant(null, 0, classes, 0))]);
}
