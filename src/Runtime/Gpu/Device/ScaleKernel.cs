using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The kernel that multiplies a gradient, in place, by a number that only the device knows.</summary>
internal static class ScaleKernel
{
    /// <summary>A factor of 1, which it nearly always is, costs no more than the start.</summary>
    public static void Multiply<TNumber, TFormat, TPack, TElements, TElement>(ScaleBatch<TPack, TElement> batch)
        where TNumber : unmanaged, INumber<TNumber>
        where TFormat : struct, IPackFormat<TPack, TNumber>
        where TPack : unmanaged
        where TElements : struct, IPackFormat<TElement, TNumber>
        where TElement : unmanaged
    {
        TNumber factor = TElements.Element(batch.Factor, 0);
        if (factor == TNumber.One)
            return;
        var product = new Product<TNumber>(factor);
        long step = (long)Grid.DimX * Group.DimX;
        long i = (long)Grid.IdxX * Group.DimX + Group.IdxX;
        for (; i + 3 * step < batch.Gradient.Length; i += 4 * step)
        {
            // Four loads in flight before the first is used.
            TPack a = batch.Gradient[i];
            TPack b = batch.Gradient[i + step];
            TPack c = batch.Gradient[i + 2 * step];
            TPack d = batch.Gradient[i + 3 * step];
            batch.Gradient[i] = TFormat.Map(a, product);
            batch.Gradient[i + step] = TFormat.Map(b, product);
            batch.Gradient[i + 2 * step] = TFormat.Map(c, product);
            batch.Gradient[i + 3 * step] = TFormat.Map(d, product);
        }
        for (; i < batch.Gradient.Length; i += step)
            batch.Gradient[i] = TFormat.Map(batch.Gradient[i], product);
    }

    // What is exactly 0, as in ignored rows, stays so also under an infinite factor.
    private readonly struct Product<TNumber>(TNumber factor) : IMap<TNumber>
        where TNumber : unmanaged, INumber<TNumber>
    {
        public TNumber Map(TNumber value) => value == TNumber.Zero ? value : value * factor;
    }
}
