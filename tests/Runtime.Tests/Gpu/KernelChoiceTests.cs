using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>Which kernels a batch gets, for a device like the H100: 132 multiprocessors of 228 KiB of shared memory.</summary>
public sealed class KernelChoiceTests
{
    private const int Multiprocessors = 132, MaxGroupSize = 1024, PieceBytes = 16;
    private const int BytesPerGroup = 227 * 1024, BytesPerMultiprocessor = 228 * 1024;

    public static TheoryData<long, int> Batches =>
    [
        .. from rows in new long[] { 1, 2, 64, 65, 66, 67, 132, 133, 4095, 4224, 16384, 1L << 33 }
           from pieces in new[] { 1, 127, 128, 129, 256, 257, 512, 513, 1024, 4096, 8192, 16384, 32768, 131072, 1 << 24, int.MaxValue - 4096, int.MaxValue }
           select (rows, pieces),
    ];

    [Theory]
    [InlineData(16384, 1, "Warp 128")]
    [InlineData(1, 256, "Warp 128")]
    [InlineData(1, 257, "Group 64")]
    [InlineData(4223, 512, "Group 64")]
    [InlineData(4224, 512, "Warp 128")]
    [InlineData(4224, 513, "Group 64")]
    [InlineData(16384, 1024, "Group 64")]
    [InlineData(16384, 4096, "Group 256")]
    [InlineData(4096, 16384, "Group 512")]
    [InlineData(4096, 131072, "Group 512")]
    [InlineData(132, 131072, "Group 1024")]
    [InlineData(66, 131072, "Group 1024")]
    [InlineData(65, 131072, "Split 512")]
    // Not a row so short that its chunks would be smaller than what a second step costs.
    [InlineData(1, 8192, "Group 512")]
    [InlineData(1, 8193, "Split 512")]
    public void Threads_go_by_the_rows_and_their_length(long rows, int pieces, string expected)
    {
        KernelChoice choice = KernelChoice.Of(rows, pieces, Multiprocessors, MaxGroupSize);
        Assert.Equal(expected, $"{choice.Sharing} {choice.GroupSize}");
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Every_choice_can_be_launched_and_covers_the_row(long rows, int pieces)
    {
        foreach (int maxGroupSize in new[] { 32, 256, 512, 1024 })
        {
            KernelChoice choice = KernelChoice.Of(rows, pieces, Multiprocessors, maxGroupSize);
            Check(choice, pieces, maxGroupSize);
            foreach (int pieceBytes in new[] { 2, 4, 8, 16 })
                CheckStage(choice.WithStage(pieces, pieceBytes, maxGroupSize, BytesPerGroup, BytesPerMultiprocessor), pieces, pieceBytes, maxGroupSize);
        }
    }

    /// <summary>64 rows of a million classes of bfloat16, and a single row of a quarter of that.</summary>
    [Theory]
    [InlineData(64, 131072)]
    [InlineData(1, 32768)]
    public void Few_rows_use_the_whole_device(long rows, int pieces)
    {
        KernelChoice choice = KernelChoice.Of(rows, pieces, Multiprocessors, MaxGroupSize);
        Assert.Equal(RowSharing.Split, choice.Sharing);
        // A chunk has work for every thread; two groups a multiprocessor are resident.
        Assert.True(choice.ChunkPieces >= 16 * choice.GroupSize);
        Assert.InRange(rows * choice.Chunks(pieces), Math.Min(2 * Multiprocessors, pieces / (16 * choice.GroupSize)), 4 * Multiprocessors);
    }

    /// <summary>For C classes of bfloat16: how many groups share a multiprocessor, their threads, and the part of a row that is kept.</summary>
    [Theory]
    [InlineData(8192, 13, 64, 1)]
    [InlineData(16384, 6, 160, 1)]
    [InlineData(32768, 3, 320, 1)]
    [InlineData(50304, 2, 512, 1)]
    [InlineData(65536, 1, 1024, 1)]
    [InlineData(112640, 1, 1024, 1)]
    [InlineData(131072, 1, 1024, 0.87)]
    [InlineData(262144, 1, 1024, 0.43)]
    public void As_many_groups_keep_their_rows_as_fit(int classes, int groups, int groupSize, double kept)
    {
        int pieces = classes / 8;
        KernelChoice choice = KernelChoice.Of(4096, pieces, Multiprocessors, MaxGroupSize)
            .WithStage(pieces, PieceBytes, MaxGroupSize, BytesPerGroup, BytesPerMultiprocessor);
        Assert.Equal((RowSharing.Group, groupSize), (choice.Sharing, choice.GroupSize));
        Assert.InRange((double)choice.StagedPieces / pieces, kept, kept + 0.03);
        Assert.True(groups * (choice.SharedBytes(PieceBytes) + 1536) <= BytesPerMultiprocessor);
    }

    /// <summary>What the kernels reread from the cache is at most half of what it holds, up to 200,000 classes of bfloat16.</summary>
    [Fact]
    public void What_is_not_kept_of_the_rows_under_way_fits_into_the_cache()
    {
        for (int pieces = 257; pieces <= 25_000; pieces += 31)
        {
            KernelChoice choice = KernelChoice.Of(4096, pieces, Multiprocessors, MaxGroupSize)
                .WithStage(pieces, PieceBytes, MaxGroupSize, BytesPerGroup, BytesPerMultiprocessor);
            long groups = Math.Min(1024 / choice.GroupSize, BytesPerMultiprocessor / (choice.SharedBytes(PieceBytes) + 1536));
            long rest = Math.Max(0, pieces - choice.StagedPieces) * (long)PieceBytes * groups * Multiprocessors;
            Assert.True(rest <= 25_000_000, $"{pieces} pieces: {rest} bytes");
        }
    }

    [Fact]
    public void A_device_of_little_shared_memory_keeps_less()
    {
        KernelChoice choice = KernelChoice.Of(4096, 16384, 40, 1024).WithStage(16384, PieceBytes, 1024, 48 * 1024, 64 * 1024);
        Assert.InRange(choice.SharedBytes(PieceBytes), 1, 48 * 1024);
        Assert.Equal(0, KernelChoice.Of(4096, 16384, 40, 1024).WithStage(16384, PieceBytes, 1024, 0, 0).StagedPieces);
    }

    private static void Check(KernelChoice choice, int pieces, int maxGroupSize)
    {
        Assert.Equal(0, choice.GroupSize % 32);
        Assert.InRange(choice.GroupSize, 32, maxGroupSize);
        Assert.InRange(choice.GroupSize, 32, choice.Sharing == RowSharing.Warp ? KernelChoice.WarpGroupSize : KernelChoice.LargestGroupSize);
        int chunks = choice.Chunks(pieces);
        // The second dimension of a grid.
        Assert.InRange(chunks, 1, 65535);
        Assert.True((long)chunks * choice.ChunkPieces >= pieces);
        Assert.True((chunks - 1L) * choice.ChunkPieces < pieces);
        Assert.Equal(choice.Sharing == RowSharing.Split, chunks > 1);
    }

    private static void CheckStage(KernelChoice choice, int pieces, int pieceBytes, int maxGroupSize)
    {
        Check(choice, pieces, maxGroupSize);
        Assert.Equal(0, choice.StagedPieces % 128);
        Assert.InRange(choice.StagedPieces, 0, pieces + 127L);
        Assert.InRange(choice.SharedBytes(pieceBytes), 0, BytesPerGroup);
        Assert.True(choice.Sharing != RowSharing.Split || choice.StagedPieces == 0);
    }
}
