using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>Which kernels a batch gets, for a device like the H100: 132 multiprocessors of 228 KiB of shared memory.</summary>
public sealed class LaunchConfigurationTests
{
    private const int Multiprocessors = 132, MaxGroupSize = 1024, PackBytes = 16;
    private const int BytesPerGroup = 227 * 1024, BytesPerMultiprocessor = 228 * 1024;

    public static TheoryData<long, int> Batches =>
    [
        .. from rows in new long[] { 1, 2, 64, 65, 66, 67, 132, 133, 4095, 4224, 16384, 1L << 33 }
           from packs in new[] { 1, 127, 128, 129, 256, 257, 512, 513, 1024, 4096, 8192, 16384, 32768, 131072, 1 << 24, int.MaxValue - 4096, int.MaxValue }
           select (rows, packs),
    ];

    [Theory]
    [InlineData(16384, 1, "Warp 128")]
    [InlineData(1, 256, "Warp 128")]
    [InlineData(1, 257, "Block 64")]
    [InlineData(4223, 512, "Block 64")]
    [InlineData(4224, 512, "Warp 128")]
    [InlineData(4224, 513, "Block 64")]
    [InlineData(16384, 1024, "Block 64")]
    [InlineData(16384, 4096, "Block 256")]
    [InlineData(4096, 16384, "Block 512")]
    [InlineData(4096, 131072, "Block 512")]
    [InlineData(132, 131072, "Block 1024")]
    [InlineData(66, 131072, "Block 1024")]
    [InlineData(65, 131072, "Split 512")]
    // Not a row so short that its chunks would be smaller than what a second step costs.
    [InlineData(1, 8192, "Block 512")]
    [InlineData(1, 8193, "Split 512")]
    public void Threads_go_by_the_rows_and_their_length(long rows, int packs, string expected)
    {
        LaunchConfiguration configuration = LaunchConfiguration.Of(rows, packs, Multiprocessors, MaxGroupSize);
        Assert.Equal(expected, $"{configuration.Mapping} {configuration.BlockSize}");
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Every_choice_can_be_launched_and_covers_the_row(long rows, int packs)
    {
        foreach (int maxBlockSize in new[] { 32, 256, 512, 1024 })
        {
            LaunchConfiguration configuration = LaunchConfiguration.Of(rows, packs, Multiprocessors, maxBlockSize);
            Check(configuration, packs, maxBlockSize);
            foreach (int packBytes in new[] { 2, 4, 8, 16 })
                CheckStage(configuration.WithRowCache(packs, packBytes, maxBlockSize, BytesPerGroup, BytesPerMultiprocessor), packs, packBytes, maxBlockSize);
        }
    }

    /// <summary>64 rows of a million classes of bfloat16, and a single row of a quarter of that.</summary>
    [Theory]
    [InlineData(64, 131072)]
    [InlineData(1, 32768)]
    public void Few_rows_use_the_whole_device(long rows, int packs)
    {
        LaunchConfiguration configuration = LaunchConfiguration.Of(rows, packs, Multiprocessors, MaxGroupSize);
        Assert.Equal(RowMapping.Split, configuration.Mapping);
        // A chunk has work for every thread; two blocks a multiprocessor are resident.
        Assert.True(configuration.ChunkPacks >= 16 * configuration.BlockSize);
        Assert.InRange(rows * configuration.Chunks(packs), Math.Min(2 * Multiprocessors, packs / (16 * configuration.BlockSize)), 4 * Multiprocessors);
    }

    /// <summary>For C classes of bfloat16: how many blocks share a multiprocessor, their threads, and the part of a row that is kept.</summary>
    [Theory]
    [InlineData(8192, 13, 64, 1)]
    [InlineData(16384, 8, 128, 0.81)]
    [InlineData(32768, 4, 256, 0.84)]
    [InlineData(50304, 2, 512, 1)]
    [InlineData(65536, 2, 512, 0.86)]
    [InlineData(112640, 2, 512, 0.5)]
    [InlineData(131072, 1, 1024, 0.5)]
    [InlineData(262144, 1, 1024, 0.43)]
    public void As_many_groups_keep_their_rows_as_fit(int classes, int blocks, int blockSize, double kept)
    {
        int packs = classes / 8;
        LaunchConfiguration configuration = LaunchConfiguration.Of(4096, packs, Multiprocessors, MaxGroupSize)
            .WithRowCache(packs, PackBytes, MaxGroupSize, BytesPerGroup, BytesPerMultiprocessor);
        Assert.Equal((RowMapping.Block, blockSize), (configuration.Mapping, configuration.BlockSize));
        Assert.InRange((double)configuration.CachedPacks / packs, kept, kept + 0.03);
        Assert.True(blocks * (configuration.SharedBytes(PackBytes) + 1536) <= BytesPerMultiprocessor);
    }

    [Fact]
    public void A_device_of_little_shared_memory_keeps_less()
    {
        LaunchConfiguration configuration = LaunchConfiguration.Of(4096, 16384, 40, 1024).WithRowCache(16384, PackBytes, 1024, 48 * 1024, 64 * 1024);
        Assert.InRange(configuration.SharedBytes(PackBytes), 1, 48 * 1024);
        Assert.Equal(0, LaunchConfiguration.Of(4096, 16384, 40, 1024).WithRowCache(16384, PackBytes, 1024, 0, 0).CachedPacks);
    }

    private static void Check(LaunchConfiguration configuration, int packs, int maxBlockSize)
    {
        Assert.Equal(0, configuration.BlockSize % 32);
        Assert.InRange(configuration.BlockSize, 32, maxBlockSize);
        Assert.InRange(configuration.BlockSize, 32, configuration.Mapping == RowMapping.Warp ? LaunchConfiguration.WarpBlockSize : LaunchConfiguration.LargestBlockSize);
        int chunks = configuration.Chunks(packs);
        // The second dimension of a grid.
        Assert.InRange(chunks, 1, 65535);
        Assert.True((long)chunks * configuration.ChunkPacks >= packs);
        Assert.True((chunks - 1L) * configuration.ChunkPacks < packs);
        Assert.Equal(configuration.Mapping == RowMapping.Split, chunks > 1);
    }

    private static void CheckStage(LaunchConfiguration configuration, int packs, int packBytes, int maxBlockSize)
    {
        Check(configuration, packs, maxBlockSize);
        Assert.Equal(0, configuration.CachedPacks % 128);
        Assert.InRange(configuration.CachedPacks, 0, packs + 127L);
        Assert.InRange(configuration.SharedBytes(packBytes), 0, BytesPerGroup);
        Assert.True(configuration.Mapping != RowMapping.Split || configuration.CachedPacks == 0);
    }
}
