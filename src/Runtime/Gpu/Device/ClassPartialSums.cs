using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The class sums of the chunks of split rows, in memory: sweep after sweep, behind <see cref="PartialSums"/> of all rows.</summary>
internal static class ClassPartialSums<TNumber, TMath, TTarget, TPack>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TTarget : unmanaged
    where TPack : unmanaged
{
    /// <summary>Writes the sums of a chunk.</summary>
    public static void Store<TSweep>(RowBatch<TPack, TNumber, TTarget> batch, long row, int chunk, ClassSums<TNumber> sums, int count)
        where TSweep : struct, ISweep =>
        SumFields<TNumber>.Map(ref sums, count, new StoreFields<TNumber>(batch.Partials, First<TSweep>(batch, row, chunk)));

    /// <summary>The sums of all chunks of a row, in every lane of the warp.</summary>
    public static ClassSums<TNumber> Merge<TSweep>(RowBatch<TPack, TNumber, TTarget> batch, long row, int count)
        where TSweep : struct, ISweep
    {
        ClassSums<TNumber> sums = default;
        for (int chunk = WarpThreads.Lane; chunk < batch.Chunks; chunk += WarpThreads.Lanes)
        {
            ClassSums<TNumber> terms = default;
            SumFields<TNumber>.Map(ref terms, count, new LoadFields<TNumber>(batch.Partials, First<TSweep>(batch, row, chunk)));
            SumFields<TNumber>.Add(ref sums, terms, count);
        }
        ClassSumReduction<TNumber, TMath>.ReduceWarp(ref sums, count);
        return sums;
    }

    private static long First<TSweep>(RowBatch<TPack, TNumber, TTarget> batch, long row, int chunk)
        where TSweep : struct, ISweep
    {
        long chunks = batch.Rows * batch.Chunks;
        return chunks * PartialSums.Length + (chunks * TSweep.Index + row * batch.Chunks + chunk) * ClassPartialSums.Length;
    }
}

/// <summary>How they are laid out.</summary>
internal static class ClassPartialSums
{
    /// <summary>The numbers of a chunk for each sweep.</summary>
    public const int Length = ClassSums<float>.Length;
}
