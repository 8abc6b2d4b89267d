using System.Numerics;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Batches;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;

namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>The checks of one type of logits and one of targets.</summary>
internal abstract class TypedChecks
{
    /// <summary>Every type of logits with every type of targets.</summary>
    public static IReadOnlyList<TypedChecks> All { get; } = [.. Of<Int64Targets, long>("int64"), .. Of<Int32Targets, int>("int32")];

    /// <summary>The type of the logits: float32, bfloat16, float16 or float64.</summary>
    public required string Element { get; init; }

    /// <summary>The type of the targets: int64 or int32.</summary>
    public required string Target { get; init; }

    /// <summary>The elements that are moved at a time where rows are aligned; 1 where there are no such kernels.</summary>
    public required int PackLength { get; init; }

    public static TypedChecks Named(string element, string target) =>
        All.Single(checks => checks.Element == element && checks.Target == target);

    /// <summary>Every kernel that a call may start, over rows of every kind.</summary>
    public abstract void Edges(ICheckDevice device, CheckedLoss loss, Variant variant, Findings findings);

    /// <summary>The mean over many rows, more than one block sums up.</summary>
    public abstract void Mean(ICheckDevice device, int rows, Findings findings);

    /// <summary>A batch of so many elements that 32 bits do not number them; its logits repeat.</summary>
    public abstract void Huge(ICheckDevice device, CheckedLoss loss, HugeShape shape, Findings findings);

    private static IEnumerable<TypedChecks> Of<TTargets, TTarget>(string target)
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged, INumber<TTarget>
    {
        yield return new TypedChecks<float, float, DeviceFloat32Math, TTargets, TTarget> { Element = "float32", Target = target, PackLength = 4 };
        yield return new TypedChecks<ushort, float, DeviceFloat32Math, TTargets, TTarget> { Element = "bfloat16", Target = target, PackLength = 8 };
        yield return new TypedChecks<ILGPU.Half, float, DeviceFloat32Math, TTargets, TTarget> { Element = "float16", Target = target, PackLength = 8 };
        yield return new TypedChecks<double, double, DeviceFloat64Math, TTargets, TTarget> { Element = "float64", Target = target, PackLength = 1 };
    }
}

/// <inheritdoc/>
internal sealed class TypedChecks<T, TNumber, TMath, TTargets, TTarget> : TypedChecks
    where T : unmanaged
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged, INumber<TTarget>
{
    /// <inheritdoc/>
    public override void Edges(ICheckDevice device, CheckedLoss loss, Variant variant, Findings findings)
    {
        using var checks = new EdgeChecks<T, TNumber, TMath, TTargets, TTarget>(
            device, loss, variant, Target == "int32", findings, $"{loss}, {Element}, {Target}, {variant}");
        checks.Run();
    }

    /// <inheritdoc/>
    public override void Mean(ICheckDevice device, int rows, Findings findings) =>
        MeanCheck<TNumber, TMath, TTargets, TTarget>.Run(device, rows, findings);

    /// <inheritdoc/>
    public override void Huge(ICheckDevice device, CheckedLoss loss, HugeShape shape, Findings findings)
    {
        using var checks = new HugeChecks<T, TNumber, TMath, TTargets, TTarget>(device, loss, shape, findings);
        checks.Run($"{loss}, {Element}, {shape}");
    }
}
