using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>Multiplies a gradient, in place, by one number in the device's memory.</summary>
internal static class GradientScaling
{
    /// <summary>The threads of a block.</summary>
    public const int BlockSize = 256;

    private const int PacksPerThread = 4;

    // Each takes several shares of a large gradient: with one for every share, a factor of 1 took an H200 90 µs.
    private const int MostBlocks = 2048;

    public static void Run<T>(IKernelLauncher launcher, ArrayView<T> gradient, ArrayView<T> factor)
        where T : unmanaged
    {
        if (gradient.Length == 0)
            return;
        if (gradient is ArrayView<double> wide)
            Run<double, NativeElements<double>, double, NativeElements<double>, double>(launcher, wide, (ArrayView<double>)(object)factor);
        else if (gradient is ArrayView<float> single)
            RunPacks<Float32Packs, Float4, NativeElements<float>, float>(launcher, single, (ArrayView<float>)(object)factor);
        else if (typeof(T) == typeof(ushort))
            RunPacks<HalfPacks<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>(launcher, gradient.Cast<ushort>(), factor.Cast<ushort>());
        else
            RunPacks<HalfPacks<Float16Words>, Word4, HalfElements<Float16Words>, ushort>(launcher, gradient.Cast<ushort>(), factor.Cast<ushort>());
    }

    private static void RunPacks<TPacks, TPack, TElements, TElement>(
        IKernelLauncher launcher, ArrayView<TElement> gradient, ArrayView<TElement> factor)
        where TPacks : struct, IPackFormat<TPack, float>
        where TPack : unmanaged
        where TElements : struct, IPackFormat<TElement, float>
        where TElement : unmanaged
    {
        if (gradient.Length % TPacks.Length == 0 && Packs.Lead(gradient) == 0)
            Run<float, TPacks, TPack, TElements, TElement>(launcher, gradient.Cast<TPack>(), factor);
        else
            Run<float, TElements, TElement, TElements, TElement>(launcher, gradient, factor);
    }

    private static void Run<TNumber, TFormat, TPack, TElements, TElement>(
        IKernelLauncher launcher, ArrayView<TPack> gradient, ArrayView<TElement> factor)
        where TNumber : unmanaged, INumber<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TElements : struct, IPackFormat<TElement, TNumber>
        where TElement : unmanaged
    {
        int blocks = (int)Math.Min(MostBlocks, (gradient.Length + PacksPerThread * BlockSize - 1) / (PacksPerThread * BlockSize));
        launcher.Launch(
            ScaleKernel.Multiply<TNumber, TFormat, TPack, TElements, TElement>, new KernelGrid(new Index2D(blocks, 1), BlockSize, BlockSize),
            new ScaleBatch<TPack, TElement> { Gradient = gradient, Factor = factor });
    }
}
