using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The kernel that sums over the rows of a batch.</summary>
internal static class ReductionKernels
{
    /// <summary>
    /// Each block sums up its share, always the same and in the same order. One that is alone ends the sum; the sums of several are
    /// left for a second start.
    /// </summary>
    public static void Sum<TNumber, TMath, TTarget, TInput, TEpilogue>(ReductionBatch<TNumber, TTarget> batch)
        where TNumber : unmanaged, INumber<TNumber>
        where TMath : struct, IDeviceMath<TNumber>
        where TTarget : unmanaged
        where TInput : struct, IReductionInput<TNumber, TTarget>
        where TEpilogue : struct, IReductionEpilogue<TNumber, TTarget>
    {
        long step = (long)Grid.DimX * Group.DimX;
        TNumber sum = TNumber.Zero;
        for (long i = (long)Grid.IdxX * Group.DimX + Group.IdxX; i < batch.Count; i += 4 * step)
        {
            // Four loads in flight.
            TNumber a = TInput.Of(batch, i);
            TNumber b = i + step < batch.Count ? TInput.Of(batch, i + step) : TNumber.Zero;
            TNumber c = i + 2 * step < batch.Count ? TInput.Of(batch, i + 2 * step) : TNumber.Zero;
            TNumber d = i + 3 * step < batch.Count ? TInput.Of(batch, i + 3 * step) : TNumber.Zero;
            sum += a + b + (c + d);
        }
        ArrayView<TNumber> warps = SharedMemory.Allocate<TNumber>(WarpThreads.Lanes);
        sum = WarpThreads.AllSum<TNumber, TMath>(sum);
        if (WarpThreads.Lane == 0)
            warps[WarpThreads.RowInBlock] = sum;
        Group.Barrier();
        sum = WarpThreads.AllSum<TNumber, TMath>(WarpThreads.Lane < WarpThreads.PerBlock ? warps[WarpThreads.Lane] : TNumber.Zero);
        if (Group.IdxX != 0)
            return;
        if (Grid.DimX == 1)
            TEpilogue.Store(batch, sum);
        else
            batch.Partials[Grid.IdxX] = sum;
    }
}
