using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Gpu;

/// <summary>Multiplies a gradient, in place, by one number in the device's memory.</summary>
internal static class GradientScaling
{
    private const int BlockSize = LaunchConfiguration.PlainBlockSize;
    private const int PacksPerThread = 4;

    // Each takes several shares of a large gradient: starting one for every share took 90 µs of a factor of 1 on an H200, where
    // this takes 3.
    private const int MostBlocks = 2048;

    public static void Run<T>(IKernelLauncher launcher, ArrayView<T> gradient, ArrayView<T> factor)
        where T : unmanaged
    {
        if (gradient is ArrayView<double> wide)
            Run<double, NativeElements<double>, double, NativeElements<double>, double>(launcher, wide, (ArrayView<double>)(object)factor);
        else if (gradient is ArrayView<float> single)
            RunAligned<Float32Packs, Float4, NativeElements<float>, float>(launcher, single, (ArrayView<float>)(object)factor);
        else if (typeof(T) == typeof(ushort))
            RunAligned<HalfPacks<BFloat16Words>, Word4, HalfElements<BFloat16Words>, ushort>(launcher, gradient.Cast<ushort>(), factor.Cast<ushort>());
        else
            RunAligned<HalfPacks<Float16Words>, Word4, HalfElements<Float16Words>, ushort>(launcher, gradient.Cast<ushort>(), factor.Cast<ushort>());
    }

    private static void RunAligned<TPacks, TPack, TElements, TElement>(
        IKernelLauncher launcher, ArrayView<TElement> gradient, ArrayView<TElement> factor)
        where TPacks : struct, IPackFormat<TPack, float>
        where TPack : unmanaged
        where TElements : struct, IPackFormat<TElement, float>
        where TElement : unmanaged
    {
        if (gradient.Length % TPacks.Length == 0 && Packs.IsAligned(gradient))
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
        if (gradient.Length == 0)
            return;
        int blocks = (int)Math.Min(MostBlocks, (gradient.Length + PacksPerThread * BlockSize - 1) / (PacksPerThread * BlockSize));
        launcher.Launch(
            ScaleKernel.Multiply<TNumber, TFormat, TPack, TElements, TElement>, new KernelGrid(new Index2D(blocks, 1), BlockSize, BlockSize),
            new ScaleBatch<TPack, TElement> { Gradient = gradient, Factor = factor });
    }
}
