using SparseLsr.Gen.Testing.Architecture;

namespace SparseLsr.Gen.Tests;

/// <summary>The runtime's architecture, as it is compiled.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each namespace with those that it may use: CPU and GPU never each other, and what kernels are written against nothing.</summary>
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["CompilerServices"] = [],
        ["Cpu"] = ["CompilerServices"],
        ["Gpu.Device"] = ["CompilerServices"],
        ["Gpu"] = ["CompilerServices", "Gpu.Device"],
        ["Gpu.Cuda"] = ["Gpu"],
        ["Torch"] = ["CompilerServices", "Cpu", "Gpu", "Gpu.Cuda", "Gpu.Device"],
        // What users call, and the ready-made losses.
        [""] = ["CompilerServices", "Gpu", "Torch"],
    };

    /// <summary>What breaks the table and is known. This list only gets shorter.</summary>
    private static readonly string[] s_exceptions =
    [
        // It drives the CPU's sweeps for spans.
        "CompilerServices.SpanEvaluation → Cpu",
        // How arguments become a kernel's parameters is the launchers' matter.
        "Gpu.Device.ReductionBatch`2 → Gpu", "Gpu.Device.RowBatch`3 → Gpu", "Gpu.Device.ScaleBatch`2 → Gpu",
        "SparseTargetLoss → Gpu.Cuda",
    ];

    [Fact]
    public void Namespaces_use_only_what_they_may() =>
        ArchitectureCheck.Check(typeof(SparseTargetLoss).Assembly.Location, "SparseLsr.Gen", s_mayUse, s_exceptions);
}
