using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>What is kept of a row in shared memory changes nothing in what comes out, to the last bit.</summary>
public sealed class RowCacheTests(CpuAccelerator device) : IClassFixture<CpuAccelerator>
{
    private const int RowCount = 5, BlockSize = 64;

    private static readonly RowFormat<Float4, float, long> s_pieces =
        new RowFormat<float, DeviceFloat32Math, Float32Packs, Float4, Int64Targets, long>();
    private static readonly RowFormat<float, float, long> s_elements =
        new RowFormat<float, DeviceFloat32Math, NativeElements<float>, float, Int64Targets, long>();

    private Accelerator Accelerator => device.Accelerator;

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
        Type threads = kernel.StartsWith("warp", StringComparison.Ordinal) ? typeof(WarpThreads) : typeof(BlockThreads);
        if (kernel.EndsWith("packs", StringComparison.Ordinal))
            Check(s_pieces, threads, packs, kept, inPlace);
        else
            Check(s_elements, threads, packs, kept, inPlace);
    }

    private void Check<TPack>(RowFormat<TPack, float, long> format, Type threads, int packs, int kept, bool inPlace)
        where TPack : unmanaged
    {
        (float[] losses, float[] gradient) = Run(format, threads, packs, 0, inPlace: false);
        (float[] keptLosses, float[] keptGradient) = Run(format, threads, packs, kept, inPlace);
        Assert.Equal(losses, keptLosses);
        Assert.Equal(gradient, keptGradient);
        Assert.All(losses, loss => Assert.InRange(loss, 0.1f, 50f));
        Assert.All(gradient.Chunk(gradient.Length / RowCount), row => Assert.Equal(0.0, row.Sum(value => (double)value), 1e-4));
    }

    private (float[] Losses, float[] Gradient) Run<TPack>(
        RowFormat<TPack, float, long> format, Type threads, int packs, int kept, bool inPlace)
        where TPack : unmanaged
    {
        int classes = packs * format.PackLength;
        using var logits = Accelerator.Allocate1D(Enumerable.Range(0, RowCount * classes).Select(i => (float)(4 * Math.Sin(i * 1.7))).ToArray());
        using var targets = Accelerator.Allocate1D(new long[] { 0, classes - 1, classes / 2, 1, classes - 2 });
        using var losses = Accelerator.Allocate1D<float>(RowCount);
        using var gradient = Accelerator.Allocate1D<float>(RowCount * classes);
        using var flag = Accelerator.Allocate1D(new long[1]);
        bool isWarps = threads == typeof(WarpThreads);
        int rowsPerBlock = isWarps ? BlockSize / WarpThreads.Lanes : 1;
        var batch = new RowBatch<TPack, float, long>
        {
            Logits = logits.View.BaseView.Cast<TPack>(),
            Gradient = (inPlace ? logits : gradient).View.BaseView.Cast<TPack>(),
            Targets = targets.View,
            Losses = losses.View,
            Flag = flag.View,
            Rows = RowCount,
            Classes = classes,
            IgnoreIndex = -100,
            Packs = packs,
            ChunkPacks = packs,
            Chunks = 1,
            CachedPacks = kept,
        };
        var config = new KernelConfig(
            new Index3D((RowCount + rowsPerBlock - 1) / rowsPerBlock, 1, 1), new Index3D(BlockSize, 1, 1),
            kept == 0 ? default : SharedMemoryConfig.RequestDynamic<TPack>(kept * rowsPerBlock));
        Accelerator.LoadKernel(Kernel(format, threads))(Accelerator.DefaultStream, config, default, batch);
        Accelerator.DefaultStream.Synchronize();
        return (losses.GetAsArray1D(), (inPlace ? logits : gradient).GetAsArray1D());
    }

    private static Action<ArrayView<double>, RowBatch<TPack, float, long>> Kernel<TPack>(RowFormat<TPack, float, long> format, Type threads)
        where TPack : unmanaged
    {
        Type loss = typeof(StatisticsLoss<>).MakeGenericType(typeof(CrossEntropyLoss).GetNestedType("Kernel", BindingFlags.NonPublic)!);
        MethodInfo rows = format.GetType().GetMethod(nameof(format.Rows))!.MakeGenericMethod(loss, threads, typeof(GradientOutput));
        object forms = rows.Invoke(format, null)!;
        return (Action<ArrayView<double>, RowBatch<TPack, float, long>>)forms.GetType().GetProperty("FromMemory")!.GetValue(forms)!;
    }
}
