namespace SparseLsr.Gen.Cpu;

/// <summary>
/// The chunks of a row: each is summed up by itself, and the sums are merged in order. Their length is fixed, so that a row has the
/// same bits whether one thread goes through it or several.
/// </summary>
internal static class RowChunks
{
    /// <summary>The classes of a chunk: of float32, their logits and exponentials are half a megabyte, which stays in a core's cache.</summary>
    public const long Length = 64 * Scratch.BlockLength;

    /// <summary>Up to so many rows per thread, the last ones are split rather than left to one thread while others wait.</summary>
    private const int FewRows = 8;

    public static int Count(long classes) => (int)((classes + Length - 1) / Length);

    /// <summary>How many rows, the last ones of a batch, are split over threads: those that would not keep all of them busy.</summary>
    public static long SplitRows(long rows, long classes, int threads) =>
        threads < 2 || classes <= Length || rows >= (long)FewRows * threads ? 0 : rows % threads;
}
