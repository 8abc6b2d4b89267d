using System.Numerics;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Testing.Gpu;

/// <summary>The kernels that go through numbers and know of no rows: sums over a batch, and products with what is upstream.</summary>
internal static class PlainKernels
{
    public static IEnumerable<GpuKernel> All =>
    [
        .. Sums<float, DeviceFloat32Math, Int64Targets, long>("float32", "int64"),
        .. Sums<float, DeviceFloat32Math, Int32Targets, int>("float32", "int32"),
        .. Sums<double, DeviceFloat64Math, Int64Targets, long>("float64", "int64"),
        .. Sums<double, DeviceFloat64Math, Int32Targets, int>("float64", "int32"),
        Product<float, Float32Packs, Float4, NativeElements<float>, float>("float32", 16),
        Product<float, NativeElements<float>, float, NativeElements<float>, float>("float32", 4),
        Product<float, HalfPacks<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>("bfloat16", 16),
        Product<float, HalfElements<BFloat16Words>, ushort, HalfElements<BFloat16Words>, ushort>("bfloat16", 2),
        Product<float, HalfPacks<Float16Words>, Word4, HalfElements<Float16Words>, ushort>("float16", 16),
        Product<float, HalfElements<Float16Words>, ushort, HalfElements<Float16Words>, ushort>("float16", 2),
        Product<double, NativeElements<double>, double, NativeElements<double>, double>("float64", 8),
    ];

    private static IEnumerable<GpuKernel> Sums<TNumber, TMath, TTargets, TTarget>(string number, string target)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        GpuKernel Sum<TInput, TEpilogue>(KernelStep step)
            where TInput : struct, IReductionInput<TNumber, TTarget>
            where TEpilogue : struct, IReductionEpilogue<TNumber, TTarget> =>
            Of<ReductionBatch<TNumber, TTarget>>(step, number, number == "float32" ? sizeof(float) : sizeof(double), target, ReductionKernels.Sum<TNumber, TMath, TTarget, TInput, TEpilogue>);

        yield return Sum<RowWeight<TNumber, TTargets, TTarget>, MeanScale<TNumber, TTarget>>(KernelStep.MeanScale);
        yield return Sum<BlockSum<TNumber, TTarget>, MeanScale<TNumber, TTarget>>(KernelStep.MeanScaleOfBlocks);
        yield return Sum<RowLoss<TNumber, TTarget>, BatchLoss<TNumber, TTarget>>(KernelStep.BatchLoss);
        yield return Sum<BlockSum<TNumber, TTarget>, BatchLoss<TNumber, TTarget>>(KernelStep.BatchLossOfBlocks);
    }

    private static GpuKernel Product<TNumber, TFormat, TPack, TElements, TElement>(string element, int packBytes)
        where TNumber : unmanaged, INumber<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TElements : struct, IPackFormat<TElement, TNumber>
        where TElement : unmanaged =>
        // It knows of no targets either; the column is filled like those of most.
        Of<ScaleBatch<TPack, TElement>>(KernelStep.Product, element, packBytes, "int64", ScaleKernel.Multiply<TNumber, TFormat, TPack, TElements, TElement>);

    private static GpuKernel Of<TBatch>(KernelStep step, string element, int packBytes, string target, Action<TBatch> kernel) =>
        new(null, RowMapping.Block, step, element, packBytes, target, kernel.Method);
}
