using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The sums of the chunks of split rows, in memory.</summary>
internal static class PartialSums<TNumber, TMath>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    public static void Store(ArrayView<TNumber> partials, long chunk, RowSums<TNumber, TMath> sums)
    {
        long first = chunk * PartialSums.Length;
        partials[first] = sums.Maximum;
        partials[first + 1] = sums.Sum;
        partials[first + 2] = sums.Weighted;
        partials[first + 3] = sums.MeanOffset;
        partials[first + 4] = sums.Fraction;
    }

    /// <summary>Merges this thread's part of the chunks of a row.</summary>
    public static RowSums<TNumber, TMath> Merge<TThreads>(ArrayView<TNumber> partials, long firstChunk, int chunks)
        where TThreads : struct, IRowThreads
    {
        RowSums<TNumber, TMath> sums = RowSums<TNumber, TMath>.Empty();
        for (int i = TThreads.Rank; i < chunks; i += TThreads.Count)
        {
            long first = (firstChunk + i) * PartialSums.Length;
            RowSums<TNumber, TMath> chunk = default;
            chunk.Maximum = partials[first];
            chunk.Sum = partials[first + 1];
            chunk.Weighted = partials[first + 2];
            chunk.MeanOffset = partials[first + 3];
            chunk.Fraction = partials[first + 4];
            sums.Merge(chunk);
        }
        return sums;
    }
}

/// <summary>How they are laid out.</summary>
internal static class PartialSums
{
    /// <summary>The numbers of a chunk.</summary>
    public const int Length = 5;
}
