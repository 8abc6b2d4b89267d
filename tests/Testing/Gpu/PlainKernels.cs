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
        Product<float, Float32Pieces, Float4, NativeElements<float>, float>("float32", 16),
        Product<float, NativeElements<float>, float, NativeElements<float>, float>("float32", 4),
        Product<float, HalfPieces<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>("bfloat16", 16),
        Product<float, HalfElements<BFloat16Words>, ushort, HalfElements<BFloat16Words>, ushort>("bfloat16", 2),
        Product<float, HalfPieces<Float16Words>, Word4, HalfElements<Float16Words>, ushort>("float16", 16),
        Product<float, HalfElements<Float16Words>, ushort, HalfElements<Float16Words>, ushort>("float16", 2),
        Product<double, NativeElements<double>, double, NativeElements<double>, double>("float64", 8),
    ];

    private static IEnumerable<GpuKernel> Sums<TNumber, TMath, TTargets, TTarget>(string number, string target)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TTargets : struct, ITargets<TTarget>
        where TTarget : unmanaged
    {
        GpuKernel Sum<TSummand, TEnd>(KernelStep step)
            where TSummand : struct, ISummand<TNumber, TTarget>
            where TEnd : struct, IReductionEnd<TNumber, TTarget> =>
            Of<ReductionBatch<TNumber, TTarget>>(step, number, number == "float32" ? sizeof(float) : sizeof(double), target, ReductionKernels.Sum<TNumber, TMath, TTarget, TSummand, TEnd>);

        yield return Sum<RowWeight<TNumber, TTargets, TTarget>, MeanScale<TNumber, TTarget>>(KernelStep.MeanScale);
        yield return Sum<GroupSum<TNumber, TTarget>, MeanScale<TNumber, TTarget>>(KernelStep.MeanScaleOfGroups);
        yield return Sum<RowLoss<TNumber, TTarget>, BatchLoss<TNumber, TTarget>>(KernelStep.BatchLoss);
        yield return Sum<GroupSum<TNumber, TTarget>, BatchLoss<TNumber, TTarget>>(KernelStep.BatchLossOfGroups);
    }

    private static GpuKernel Product<TNumber, TFormat, TPiece, TElements, TElement>(string element, int pieceBytes)
        where TNumber : unmanaged, INumber<TNumber>
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged
        where TElements : struct, IPieceFormat<TElement, TNumber>
        where TElement : unmanaged =>
        // It knows of no targets either; the column is filled like those of most.
        Of<ScaleBatch<TPiece, TElement>>(KernelStep.Product, element, pieceBytes, "int64", ScaleKernel.Multiply<TNumber, TFormat, TPiece, TElements, TElement>);

    private static GpuKernel Of<TBatch>(KernelStep step, string element, int pieceBytes, string target, Action<TBatch> kernel) =>
        new(null, RowSharing.Group, step, element, pieceBytes, target, kernel.Method);
}
