using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>Multiplies a gradient, in place, by one number in the device's memory.</summary>
internal static class GradientScaling
{
    private const int GroupSize = KernelChoice.PlainGroupSize;
    private const int PiecesPerThread = 4;
    private const int MostGroups = 1 << 20;

    public static void Run<T>(IKernelStarter starter, ArrayView<T> gradient, ArrayView<T> factor)
        where T : unmanaged
    {
        if (gradient is ArrayView<double> wide)
            Run<double, NativeElements<double>, double, NativeElements<double>, double>(starter, wide, (ArrayView<double>)(object)factor);
        else if (gradient is ArrayView<float> single)
            RunAligned<Float32Pieces, Float4, NativeElements<float>, float>(starter, single, (ArrayView<float>)(object)factor);
        else if (typeof(T) == typeof(ushort))
            RunAligned<HalfPieces<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>(starter, gradient.Cast<ushort>(), factor.Cast<ushort>());
        else
            RunAligned<HalfPieces<Float16Words>, Word4, HalfElements<Float16Words>, ushort>(starter, gradient.Cast<ushort>(), factor.Cast<ushort>());
    }

    private static void RunAligned<TPieces, TPiece, TElements, TElement>(
        IKernelStarter starter, ArrayView<TElement> gradient, ArrayView<TElement> factor)
        where TPieces : struct, IPieceFormat<TPiece, float>
        where TPiece : unmanaged
        where TElements : struct, IPieceFormat<TElement, float>
        where TElement : unmanaged
    {
        if (gradient.Length % TPieces.Length == 0 && Pieces.IsAligned(gradient))
            Run<float, TPieces, TPiece, TElements, TElement>(starter, gradient.Cast<TPiece>(), factor);
        else
            Run<float, TElements, TElement, TElements, TElement>(starter, gradient, factor);
    }

    private static void Run<TNumber, TFormat, TPiece, TElements, TElement>(
        IKernelStarter starter, ArrayView<TPiece> gradient, ArrayView<TElement> factor)
        where TNumber : unmanaged, INumber<TNumber>
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged
        where TElements : struct, IPieceFormat<TElement, TNumber>
        where TElement : unmanaged
    {
        if (gradient.Length == 0)
            return;
        int groups = (int)Math.Min(MostGroups, (gradient.Length + PiecesPerThread * GroupSize - 1) / (PiecesPerThread * GroupSize));
        starter.Start(
            ScaleKernel.Multiply<TNumber, TFormat, TPiece, TElements, TElement>, new KernelGrid(new Index2D(groups, 1), GroupSize, GroupSize),
            new ScaleBatch<TPiece, TElement> { Gradient = gradient, Factor = factor });
    }
}
