using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The sums of the chunks of split rows, in memory: four numbers a chunk.</summary>
internal static class PartialSums<TNumber, TArithmetic>
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
{
    public const int Length = 4;

    public static void Store(ArrayView<TNumber> partials, long chunk, DeviceSums<TNumber, TArithmetic> sums)
    {
        partials[chunk * Length] = sums.Maximum;
        partials[chunk * Length + 1] = sums.Sum;
        partials[chunk * Length + 2] = sums.Weighted;
        partials[chunk * Length + 3] = sums.Offsets;
    }

    /// <summary>Adds up this thread's share of the chunks of a row.</summary>
    public static DeviceSums<TNumber, TArithmetic> Collect<TThreads>(ArrayView<TNumber> partials, long first, int chunks)
        where TThreads : struct, IRowThreads
    {
        var sums = new DeviceSums<TNumber, TArithmetic>();
        for (int i = TThreads.Rank; i < chunks; i += TThreads.Count)
        {
            long chunk = first + i;
            var part = new DeviceSums<TNumber, TArithmetic>();
            part.Raise(partials[chunk * Length]);
            part.Sum = partials[chunk * Length + 1];
            part.Weighted = partials[chunk * Length + 2];
            part.Offsets = partials[chunk * Length + 3];
            sums.Add(part);
        }
        return sums;
    }
}
