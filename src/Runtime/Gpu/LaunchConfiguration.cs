namespace SparseLsr.Gen.Gpu;

/// <summary>Which threads share a row.</summary>
internal enum RowMapping
{
    /// <summary>A warp per row, several rows per block of threads.</summary>
    Warp,

    /// <summary>A block per row.</summary>
    Block,

    /// <summary>Several blocks per row, each a chunk of it; their sums are merged in a second step.</summary>
    Split,
}

/// <summary>How a batch is laid out over a grid.</summary>
/// <remarks>
/// Tuned for the H100 and H200: 132 multiprocessors, each of which gets some 20 bytes per clock from memory, issues 4 warp
/// instructions per clock, and has 65,536 registers, enough for 1024 threads of the up to 64 registers that the kernels take. Four
/// loads of 16 bytes per thread are then 64 KiB in flight for each multiprocessor, twice its share of the bandwidth times the latency
/// of memory. A sweep takes 7 instructions per element, and a thread some 300 more per row.
/// </remarks>
/// <param name="Mapping">Which threads share a row.</param>
/// <param name="BlockSize">The threads of a block, a multiple of 32.</param>
/// <param name="ChunkPacks">The packs that one block of a split row reads; else those of the row.</param>
internal readonly record struct LaunchConfiguration(RowMapping Mapping, int BlockSize, int ChunkPacks)
{
    /// <summary>The most threads of a block whose warps have a row each, for which such kernels are compiled.</summary>
    // At 32 warps a multiprocessor, four a block fill them all, also where the device has a limit of 16 blocks.
    public const int WarpBlockSize = 128;

    /// <summary>The most threads of a block that shares a row, for which such kernels are compiled: no more than 64 registers each.</summary>
    public const int LargestBlockSize = 1024;

    /// <summary>
    /// The same for kernels of a loss with functions of a class: up to 128 registers each. Their loads in flight, 32 KiB for each
    /// multiprocessor, are still what the bandwidth times the latency of memory comes to.
    /// </summary>
    public const int ClassBlockSize = 512;

    private const int WarpLanes = 32;

    /// <summary>The threads that a multiprocessor holds at the registers that the kernels take.</summary>
    private const int ResidentThreads = 1024;

    /// <summary>The most threads of a block of a loss's kernels.</summary>
    public static int LargestBlockSizeOf(bool hasClassFunctions) => hasClassFunctions ? ClassBlockSize : LargestBlockSize;

    /// <summary>The packs that a warp takes at a time.</summary>
    private const int TilePacks = 4 * WarpLanes;

    /// <summary>The rest of a block's shared memory: the device's own part, and the reductions over its warps.</summary>
    private const int BlockOverheadBytes = 1024 + 4 * WarpLanes * sizeof(double);

    /// <summary>The packs of each row that a kernel which also writes the gradient keeps in shared memory, in whole tiles of a warp.</summary>
    public int CachedPacks { get; init; }

    /// <summary>The rows that a block has at a time.</summary>
    public int RowsPerBlock => Mapping == RowMapping.Warp ? BlockSize / WarpLanes : 1;

    /// <summary>
    /// The threads of a block whose warps have a row each: of those in this layout, or in the second step over split rows, whose own
    /// blocks are larger.
    /// </summary>
    public int WarpMappingBlockSize => Math.Min(BlockSize, WarpBlockSize);

    /// <summary>The blocks of a row.</summary>
    public int Chunks(int packs) => (int)Math.Max(1, ((long)packs + ChunkPacks - 1) / ChunkPacks);

    /// <summary>The dynamic shared memory of a block that keeps <see cref="CachedPacks"/>.</summary>
    public int SharedBytes(int packBytes) => CachedPacks * packBytes * RowsPerBlock;

    /// <summary>The launch configuration of a batch.</summary>
    /// <param name="rows">N.</param>
    /// <param name="packs">The packs of a row: of 16 bytes, or single elements.</param>
    /// <param name="multiprocessors">Those of the device.</param>
    /// <param name="maxBlockSize">The most threads that a block of the device has.</param>
    public static LaunchConfiguration Of(long rows, int packs, int multiprocessors, int maxBlockSize)
    {
        // The fixed cost of a row is paid by every warp that shares it. Up to 8 packs a lane nothing else is worth
        // it; up to 16 (4096 classes of bfloat16) as long as there are rows for every warp that the device holds.
        bool fillsWarps = rows >= (long)multiprocessors * (ResidentThreads / WarpLanes);
        if (packs <= (fillsWarps ? 16 : 8) * WarpLanes)
            return new LaunchConfiguration(RowMapping.Warp, Math.Min(WarpBlockSize, maxBlockSize), packs);

        // Fewer rows than half the multiprocessors leave most of the memory's bandwidth idle: rows are cut until every
        // multiprocessor has four blocks, but not below sixteen packs a thread, where the second step would begin to show.
        // Chunks are whole blocks of four packs a thread, so that only the last of a row has an end to look after.
        int splitSize = Math.Min(512, maxBlockSize), block = 4 * splitSize;
        long wanted = 4L * multiprocessors / Math.Max(1, rows);
        long chunk = Math.Max(4L * block, packs / Math.Max(1, wanted));
        chunk = (chunk + block - 1) / block * block;
        if (2 * rows < multiprocessors && chunk < packs)
            return new LaunchConfiguration(RowMapping.Split, splitSize, (int)chunk);

        // Sixteen packs a thread, so that the fixed cost of a row stays small in comparison. Two blocks or more take turns on a
        // multiprocessor, one waiting at its barrier while another reads; only where there are not rows enough for two, a row
        // may have a whole one.
        int most = Math.Min(rows <= multiprocessors ? LargestBlockSize : 512, maxBlockSize);
        return new LaunchConfiguration(RowMapping.Block, Math.Clamp(WholeWarps(packs / 16), Math.Min(64, most), most), packs);
    }

    /// <summary>
    /// The same for a kernel that visits a row again, to write its gradient as a rule. The second visit must not go to memory, or
    /// three bytes would be moved for every two.
    /// </summary>
    /// <remarks>
    /// As measured on an H200. Between the two visits a block waits for its reductions, some 4 µs of a row, in which other blocks of
    /// its multiprocessor go on: up to eight share one if they keep four fifths of a row each, and two if they keep half. A longer row
    /// has a multiprocessor of its own, where a block may have all of its threads. Of it half is kept: the other half is what was read
    /// last, which the L2 cache still has, and the second visit reads while it writes. Rows of warps are short, and what does not fit is in the nearest cache still.
    /// </remarks>
    /// <param name="packs">The packs of a row.</param>
    /// <param name="packBytes">The bytes of a pack.</param>
    /// <param name="maxBlockSize">The most threads that a block of the device has.</param>
    /// <param name="bytesPerBlock">The most shared memory that a block may have, static and dynamic.</param>
    /// <param name="bytesPerMultiprocessor">That of a multiprocessor.</param>
    public LaunchConfiguration WithRowCache(int packs, int packBytes, int maxBlockSize, int bytesPerBlock, int bytesPerMultiprocessor)
    {
        if (Mapping == RowMapping.Split)
            return this;
        long row = (((long)packs + TilePacks - 1) / TilePacks) * TilePacks * packBytes;
        int blockSize = BlockSize;
        long blocks = ResidentThreads / blockSize;
        bool isLonger = false;
        if (Mapping == RowMapping.Block)
        {
            // From 64 threads, sixteen blocks, to 1024 and one; but no more threads than have four packs each.
            long whole = bytesPerMultiprocessor / (row + BlockOverheadBytes), most = bytesPerMultiprocessor / (row * 4 / 5 + BlockOverheadBytes);
            blocks = whole == 0 ? Math.Max(1, ResidentThreads / maxBlockSize) : Math.Clamp(Math.Max(whole, Math.Min(most, 8)), 2, 16);
            isLonger = whole == 0;
            int threads = Math.Min(ResidentThreads / (int)blocks, WholeWarps(packs / 4));
            blockSize = Math.Clamp(threads / WarpLanes * WarpLanes, Math.Min(64, maxBlockSize), maxBlockSize);
        }
        long bytes = Math.Min(bytesPerBlock, bytesPerMultiprocessor / blocks) - BlockOverheadBytes;
        if (isLonger)
            bytes = Math.Min(bytes, row / 2);
        long tiles = Math.Max(0, bytes) / ((long)TilePacks * packBytes * (Mapping == RowMapping.Warp ? blockSize / WarpLanes : 1));
        return this with { BlockSize = blockSize, CachedPacks = (int)Math.Min(tiles * TilePacks, row / packBytes) };
    }

    /// <summary>The same without split rows: what a block had of a row becomes the row.</summary>
    /// <param name="packs">The packs of a row.</param>
    public LaunchConfiguration WithoutSplit(int packs) =>
        Mapping == RowMapping.Split ? new LaunchConfiguration(RowMapping.Block, BlockSize, packs) : this;

    /// <summary>The threads of as many whole warps as are needed.</summary>
    private static int WholeWarps(int threads) => (threads + WarpLanes - 1) / WarpLanes * WarpLanes;
}
