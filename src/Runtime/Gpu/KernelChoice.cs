namespace SparseLsr.Gen.Gpu;

/// <summary>Which threads share a row.</summary>
internal enum RowSharing
{
    /// <summary>A warp a row, several rows a group.</summary>
    Warp,

    /// <summary>A group a row.</summary>
    Group,

    /// <summary>Several groups a row, each a chunk of it; their sums are put together in a second step.</summary>
    Split,
}

/// <summary>How a batch is laid out over a grid.</summary>
/// <param name="Sharing">Which threads share a row.</param>
/// <param name="GroupSize">The threads of a group, a multiple of 32.</param>
/// <param name="ChunkPieces">The pieces that one group of a split row reads; else those of the row.</param>
internal readonly record struct KernelChoice(RowSharing Sharing, int GroupSize, int ChunkPieces)
{
    /// <summary>The threads of a group whose warps have a row each.</summary>
    public const int WarpGroupSize = 128;

    /// <summary>The most threads of a group that shares a row.</summary>
    public const int LargestGroupSize = 512;

    private const int WarpLanes = 32;

    /// <summary>The groups of a row.</summary>
    public int Chunks(int pieces) => (int)Math.Max(1, ((long)pieces + ChunkPieces - 1) / ChunkPieces);

    /// <summary>The table.</summary>
    /// <param name="rows">N.</param>
    /// <param name="pieces">The pieces of a row: 16 bytes where rows are aligned, else single elements.</param>
    /// <param name="multiprocessors">Those of the device.</param>
    /// <param name="maxGroupSize">The most threads that a group of the device has.</param>
    public static KernelChoice Of(long rows, int pieces, int multiprocessors, int maxGroupSize)
    {
        // Up to eight pieces a lane, a barrier of a whole group costs more than the loads that it spreads. Four warps a group,
        // so that even at 32 groups a multiprocessor every warp slot can be filled.
        if (pieces <= 8 * WarpLanes)
            return new KernelChoice(RowSharing.Warp, Math.Min(WarpGroupSize, maxGroupSize), pieces);

        // Fewer rows than half the multiprocessors leave most of the memory's bandwidth idle: rows are cut until every
        // multiprocessor has four groups, but not below sixteen pieces a thread, where the second step would begin to show.
        int groupSize = Math.Min(LargestGroupSize, maxGroupSize);
        long wanted = 4L * multiprocessors / Math.Max(1, rows);
        long chunk = Math.Max(16L * groupSize, pieces / Math.Max(1, wanted));
        if (2 * rows < multiprocessors && chunk < pieces)
            return new KernelChoice(RowSharing.Split, groupSize, (int)chunk);

        // Four pieces a thread are in flight at a time: more threads than a quarter of the pieces would have nothing to do.
        // Beyond 512 threads a group's barriers idle a whole multiprocessor; below, two or more groups take turns.
        int threads = (pieces / 4 + WarpLanes - 1) / WarpLanes * WarpLanes;
        return new KernelChoice(RowSharing.Group, Math.Clamp(threads, 64, groupSize), pieces);
    }
}
