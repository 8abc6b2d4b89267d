using ILGPU;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Cpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>What is kept of a row in shared memory changes nothing in what comes out of the kernels' PTX, to the last bit.</summary>
public sealed class RowCacheTests
{
    private const int RowCount = 5, BlockSize = 64;

    private static readonly RowFormat<Float4, float, long> s_packs =
        new RowFormat<float, DeviceFloat32Math, Float32Packs, Float4, Int64Targets, long>();
    private static readonly RowFormat<float, float, long> s_elements =
        new RowFormat<float, DeviceFloat32Math, NativeElements<float>, float, Int64Targets, long>();

    /// <summary>
    /// Packs of a row: less than a warp's tile of 128, at its edge, many of them with and without a rest; of these one tile is kept,
    /// three, or all.
    /// </summary>
    public static TheoryData<int, int, string, bool> Rows =>
    [
        .. from row in Pairs.Of<int, int, string, bool>([100, 128, 129, 512, 500], [1, 3, int.MaxValue], ["warp", "group", "warp, packs", "group, packs"], [false, true])
           select (row.Item1, Math.Min(row.Item2, (row.Item1 + 127) / 128) * 128, row.Item3, row.Item4),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_that_is_kept_gives_what_one_gives_that_is_not(int packs, int kept, string kernel, bool inPlace)
    {
        bool isWarps = kernel.StartsWith("warp", StringComparison.Ordinal);
        if (kernel.EndsWith("packs", StringComparison.Ordinal))
            Check(s_packs, isWarps, packs, kept, inPlace);
        else
            Check(s_elements, isWarps, packs, kept, inPlace);
    }

    private static void Check<TPack>(RowFormat<TPack, float, long> format, bool isWarps, int packs, int kept, bool inPlace)
        where TPack : unmanaged
    {
        (float[] losses, float[] gradient) = Run(format, isWarps, packs, 0, inPlace: false);
        (float[] keptLosses, float[] keptGradient) = Run(format, isWarps, packs, kept, inPlace);
        Assert.Equal(losses, keptLosses);
        Assert.Equal(gradient, keptGradient);
        Assert.All(losses, loss => Assert.InRange(loss, 0.1f, 50f));
        Assert.All(gradient.Chunk(gradient.Length / RowCount), row => Assert.Equal(0.0, row.Sum(value => (double)value), 1e-4));
    }

    private static unsafe (float[] Losses, float[] Gradient) Run<TPack>(
        RowFormat<TPack, float, long> format, bool isWarps, int packs, int kept, bool inPlace)
        where TPack : unmanaged
    {
        int classes = packs * format.PackLength;
        using var device = new PtxCheckDevice(TestKernels.Shared);
        float[] numbers = [.. Enumerable.Range(0, RowCount * classes).Select(i => (float)(4 * Math.Sin(i * 1.7)))];
        using var logits = new DeviceBuffer<float>(device, numbers);
        using var targets = new DeviceBuffer<long>(device, [0, classes - 1, classes / 2, 1, classes - 2]);
        using var losses = new DeviceBuffer<float>(device, RowCount);
        using var gradient = new DeviceBuffer<float>(device, RowCount * classes);
        using var flag = new DeviceBuffer<long>(device, [0]);
        DeviceBuffer<float> written = inPlace ? logits : gradient;
        var batch = new RowBatch<TPack, float, long>
        {
            Logits = DeviceMemory.View<TPack>((void*)logits.Address, RowCount * packs),
            Gradient = DeviceMemory.View<TPack>((void*)written.Address, RowCount * packs),
            Targets = targets.View,
            Losses = losses.View,
            Flag = flag.View,
            Rows = RowCount,
            Classes = classes,
            IgnoreIndex = -100,
            ChunkPacks = packs,
            Chunks = 1,
            CachedPacks = kept,
        };
        int rowsPerBlock = isWarps ? BlockSize / WarpThreads.Lanes : 1;
        int largestBlockSize = isWarps ? LaunchConfiguration.WarpBlockSize : LaunchConfiguration.LargestBlockSize;
        var blocks = new Index2D((RowCount + rowsPerBlock - 1) / rowsPerBlock, 1);
        var kernel = isWarps
            ? format.Rows<StatisticsLoss<CrossEntropyKernel>, WarpThreads, GradientOutput>(sweeps: 0)
            : format.Rows<StatisticsLoss<CrossEntropyKernel>, BlockThreads, GradientOutput>(sweeps: 0);
        var grid = new KernelGrid(blocks, BlockSize, largestBlockSize, kept * rowsPerBlock * sizeof(TPack));
        device.Launcher.Launch(kernel, grid, new StatisticsLoss<CrossEntropyKernel>(default), batch);
        return (losses.Read(), written.Read());
    }
}
