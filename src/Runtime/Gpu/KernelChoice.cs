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
/// <remarks>
/// Reckoned for the H100 and H200: 132 multiprocessors, each of which gets some 20 bytes a clock from memory, begins 4 warp
/// instructions a clock, and holds 65,536 registers, that is 1024 threads of the up to 64 registers that the kernels take. Four
/// loads of 16 bytes a thread are then 64 KiB under way for each multiprocessor, twice what its share of the bandwidth times the
/// latency of memory asks for. A sweep takes 7 instructions an element, and a thread some 300 besides for a row.
/// </remarks>
/// <param name="Sharing">Which threads share a row.</param>
/// <param name="GroupSize">The threads of a group, a multiple of 32.</param>
/// <param name="ChunkPieces">The pieces that one group of a split row reads; else those of the row.</param>
internal readonly record struct KernelChoice(RowSharing Sharing, int GroupSize, int ChunkPieces)
{
    /// <summary>The most threads of a group whose warps have a row each, for which such kernels are compiled.</summary>
    // At 32 warps a multiprocessor, four a group fill them all, also where the device has a limit of 16 groups.
    public const int WarpGroupSize = 128;

    /// <summary>The most threads of a group that shares a row, for which such kernels are compiled: no more than 64 registers each.</summary>
    public const int LargestGroupSize = 1024;

    /// <summary>The threads of a group of kernels that go through numbers, one after the other, and know of no rows.</summary>
    public const int PlainGroupSize = 256;

    private const int WarpLanes = 32;

    /// <summary>The threads that a multiprocessor holds at the registers that the kernels take.</summary>
    private const int ResidentThreads = 1024;

    /// <summary>The pieces that a warp takes at a time.</summary>
    private const int SpanPieces = 4 * WarpLanes;

    /// <summary>What a group takes of shared memory besides: the device's own part, and the reductions over its warps.</summary>
    private const int GroupOverheadBytes = 1024 + 4 * WarpLanes * sizeof(double);

    /// <summary>The pieces of each row that a kernel which also writes the gradient keeps in shared memory, in whole spans of a warp.</summary>
    public int StagedPieces { get; init; }

    /// <summary>The rows that a group has at a time.</summary>
    public int RowsPerGroup => Sharing == RowSharing.Warp ? GroupSize / WarpLanes : 1;

    /// <summary>
    /// The threads of a group whose warps have a row each: of those in this layout, or in the second step over split rows, whose own
    /// groups are larger.
    /// </summary>
    public int WarpsGroupSize => Math.Min(GroupSize, WarpGroupSize);

    /// <summary>The groups of a row.</summary>
    public int Chunks(int pieces) => (int)Math.Max(1, ((long)pieces + ChunkPieces - 1) / ChunkPieces);

    /// <summary>The dynamic shared memory of a group that keeps <see cref="StagedPieces"/>.</summary>
    public int SharedBytes(int pieceBytes) => StagedPieces * pieceBytes * RowsPerGroup;

    /// <summary>The table.</summary>
    /// <param name="rows">N.</param>
    /// <param name="pieces">The pieces of a row: 16 bytes where rows are aligned, else single elements.</param>
    /// <param name="multiprocessors">Those of the device.</param>
    /// <param name="maxGroupSize">The most threads that a group of the device has.</param>
    public static KernelChoice Of(long rows, int pieces, int multiprocessors, int maxGroupSize)
    {
        // What a row costs besides its elements, it costs every warp that shares it. Up to 8 pieces a lane nothing else is worth
        // it; up to 16 (4096 classes of bfloat16) as long as there are rows for every warp that the device holds.
        bool fillsWarps = rows >= (long)multiprocessors * (ResidentThreads / WarpLanes);
        if (pieces <= (fillsWarps ? 16 : 8) * WarpLanes)
            return new KernelChoice(RowSharing.Warp, Math.Min(WarpGroupSize, maxGroupSize), pieces);

        // Fewer rows than half the multiprocessors leave most of the memory's bandwidth idle: rows are cut until every
        // multiprocessor has four groups, but not below sixteen pieces a thread, where the second step would begin to show.
        // Chunks are whole blocks of four pieces a thread, so that only the last of a row has an end to look after.
        int splitSize = Math.Min(512, maxGroupSize), block = 4 * splitSize;
        long wanted = 4L * multiprocessors / Math.Max(1, rows);
        long chunk = Math.Max(4L * block, pieces / Math.Max(1, wanted));
        chunk = (chunk + block - 1) / block * block;
        if (2 * rows < multiprocessors && chunk < pieces)
            return new KernelChoice(RowSharing.Split, splitSize, (int)chunk);

        // Sixteen pieces a thread, so that what a row costs besides stays small beside them. Two groups or more take turns on a
        // multiprocessor, one waiting at its barrier while another reads; only where there are not rows enough for two, a row
        // may have a whole one.
        int most = Math.Min(rows <= multiprocessors ? LargestGroupSize : 512, maxGroupSize);
        return new KernelChoice(RowSharing.Group, Math.Clamp(WholeWarps(pieces / 16), Math.Min(64, most), most), pieces);
    }

    /// <summary>
    /// The same for the kernel that visits a row a second time to write its gradient. The second visit must not go to memory, or
    /// three bytes would be moved for every two.
    /// </summary>
    /// <remarks>
    /// With 1024 threads a multiprocessor in groups of 512, rows of 131,072 classes of bfloat16 are 68 MB under way, more than a
    /// cache of 50 MB holds beside what is being written. Shared memory holds 30 MB for certain. So as many groups share a
    /// multiprocessor as it has shared memory for rows, down to one: then the end of a longer row comes from the cache, where it
    /// is what was read last. Rows of warps are short, and what does not fit is in the nearest cache still.
    /// </remarks>
    /// <param name="pieces">The pieces of a row.</param>
    /// <param name="pieceBytes">The bytes of a piece.</param>
    /// <param name="maxGroupSize">The most threads that a group of the device has.</param>
    /// <param name="bytesPerGroup">The most shared memory that a group may have, static and dynamic.</param>
    /// <param name="bytesPerMultiprocessor">That of a multiprocessor.</param>
    public KernelChoice WithStage(int pieces, int pieceBytes, int maxGroupSize, int bytesPerGroup, int bytesPerMultiprocessor)
    {
        if (Sharing == RowSharing.Split)
            return this;
        long row = (((long)pieces + SpanPieces - 1) / SpanPieces) * SpanPieces * pieceBytes;
        int groupSize = GroupSize;
        long groups = ResidentThreads / groupSize;
        if (Sharing == RowSharing.Group)
        {
            // From 64 threads, sixteen groups, to 1024 and one; but no more threads than have four pieces each.
            groups = Math.Clamp(bytesPerMultiprocessor / (row + GroupOverheadBytes), 1, 16);
            int threads = Math.Min(ResidentThreads / (int)groups, WholeWarps(pieces / 4));
            groupSize = Math.Clamp(threads / WarpLanes * WarpLanes, Math.Min(64, maxGroupSize), maxGroupSize);
        }
        long bytes = Math.Min(bytesPerGroup, bytesPerMultiprocessor / groups) - GroupOverheadBytes;
        long spans = Math.Max(0, bytes) / ((long)SpanPieces * pieceBytes * (Sharing == RowSharing.Warp ? groupSize / WarpLanes : 1));
        return this with { GroupSize = groupSize, StagedPieces = (int)Math.Min(spans * SpanPieces, row / pieceBytes) };
    }

    /// <summary>The threads of as many whole warps as are needed.</summary>
    private static int WholeWarps(int threads) => (threads + WarpLanes - 1) / WarpLanes * WarpLanes;
}
