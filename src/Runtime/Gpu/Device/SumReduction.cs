using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Merges the sums of all threads of a row, or of a chunk of one.</summary>
internal static class SumReduction<TNumber, TMath, TNeeds>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TNeeds : struct, IRowNeeds
{
    private const int MaximumAt = 0;
    private const int SumAt = WarpThreads.Lanes;
    private const int WeightedAt = 2 * WarpThreads.Lanes;
    private const int MeanAt = 3 * WarpThreads.Lanes;

    /// <summary>Makes them the sums of all threads, in every thread. The mean is relative to the same anchor in all of them.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="warps">The memory of <see cref="SumReduction.Allocate"/>, which nothing has used yet.</param>
    public static void ReduceThreads<TThreads>(ref RowSums<TNumber, TMath> sums, ArrayView<TNumber> warps)
        where TThreads : struct, IRowThreads
    {
        ReduceWarp(ref sums);
        if (!TThreads.AreWarps)
            return;
        ExchangeWarps(ref sums, warps);
        ReduceWarp(ref sums);
    }

    /// <summary>The same for a warp whose lanes have sums of chunks, each mean relative to its own maximum.</summary>
    public static void ReduceChunks(ref RowSums<TNumber, TMath> sums)
    {
        ReduceWarp(ref sums);
        if (TNeeds.UsesMean)
            sums.Fraction = WarpThreads.AllSum<TNumber, TMath>(sums.Fraction);
    }

    private static void ReduceWarp(ref RowSums<TNumber, TMath> sums)
    {
        RescaleAll(ref sums, WarpThreads.AllMax<TNumber, TMath>(sums.Maximum));
        sums.Sum = WarpThreads.AllSum<TNumber, TMath>(sums.Sum);
        if (TNeeds.UsesEntropy)
            sums.Weighted = WarpThreads.AllSum<TNumber, TMath>(sums.Weighted);
        if (TNeeds.UsesMean)
            sums.MeanOffset = WarpThreads.AllSum<TNumber, TMath>(sums.MeanOffset);
    }

    /// <summary>As <see cref="RowSums{T, TMath}.Rescale"/>, to a maximum that is not smaller.</summary>
    /// <remarks>Without its branch: of that, ILGPU may tell the device that all lanes go the same way, which they do not.</remarks>
    private static void RescaleAll(ref RowSums<TNumber, TMath> sums, TNumber maximum)
    {
        TNumber offset = sums.Maximum - maximum;
        if (TNeeds.UsesMean)
            sums.MeanOffset += TMath.Select(sums.Fraction > TNumber.Zero, sums.Fraction * offset, TNumber.Zero);
        offset = TMath.MaxNumber(offset, TMath.VanishingOffset);
        TNumber factor = TMath.Exp(offset);
        if (TNeeds.UsesEntropy)
            sums.Weighted = (sums.Weighted + sums.Sum * offset) * factor;
        sums.Sum *= factor;
        sums.Maximum = maximum;
    }

    /// <summary>Gives each lane of every warp the sums of the warp of that index.</summary>
    private static void ExchangeWarps(ref RowSums<TNumber, TMath> sums, ArrayView<TNumber> warps)
    {
        int lane = WarpThreads.Lane, warp = WarpThreads.RowInBlock;
        if (lane == 0)
        {
            warps[warp + MaximumAt] = sums.Maximum;
            warps[warp + SumAt] = sums.Sum;
            if (TNeeds.UsesEntropy)
                warps[warp + WeightedAt] = sums.Weighted;
            if (TNeeds.UsesMean)
                warps[warp + MeanAt] = sums.MeanOffset;
        }
        Group.Barrier();
        sums = RowSums<TNumber, TMath>.Empty();
        if (lane < WarpThreads.PerBlock)
        {
            sums.Maximum = warps[lane + MaximumAt];
            sums.Sum = warps[lane + SumAt];
            if (TNeeds.UsesEntropy)
                sums.Weighted = warps[lane + WeightedAt];
            if (TNeeds.UsesMean)
                sums.MeanOffset = warps[lane + MeanAt];
        }
    }
}

/// <summary>The memory that reductions need.</summary>
internal static class SumReduction
{
    /// <summary>Shared memory for four numbers of each warp of a block; none for a warp by itself.</summary>
    /// <remarks>To be called once in a kernel: each call has memory of its own.</remarks>
    public static ArrayView<TNumber> Allocate<TNumber, TThreads>()
        where TNumber : unmanaged
        where TThreads : struct, IRowThreads =>
        TThreads.AreWarps ? SharedMemory.Allocate<TNumber>(4 * WarpThreads.Lanes) : default;
}
