using System.Globalization;
using System.Reflection;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.GpuChecks;
using SparseLsr.Gen.GpuChecks.Bandwidth;
using SparseLsr.Gen.GpuChecks.Correctness;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.GpuChecks.Losses;
using SparseLsr.Gen.GpuChecks.Module;
using TorchSharp;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>The program for machines with a GPU, on an emulated one: its checks pass, they see what is wrong, and its reports hold.</summary>
public sealed class GpuCheckTests
{
    private static readonly CheckScope s_small = new()
    {
        Forms = ["LabelSmoothingLoss"],
        Others = ["FocalLoss"],
        Elements = ["bfloat16"],
        Targets = ["int32"],
        Classes = [8],
        OtherClasses = [3],
        TableClasses = [16],
        WarpBlockSizes = [32],
        RowGroupSizes = [32],
        MeanRows = [300],
        HugeShapes = [new HugeShape(9, 24, RowMapping.Block, 100) { BlockSize = 32 }, HugeShape.All[0]],
    };

    private readonly StringWriter _output = new();

    // As the program does, whatever the machine's language.
    public GpuCheckTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Fact]
    [Trait("Category", "Long")]
    public void Checks_pass_on_an_emulated_device()
    {
        using var device = new EmulatedCheckDevice();
        var findings = new Findings(_output);
        // Every thread of the emulation is one of the system's: the whole of it is for `correct --emulated`.
        CheckScope scope = s_small with { Others = [], Sharings = [RowMapping.Split], Elements = ["float64"], TableClasses = [] };
        new CheckPlan(device, scope, findings).Run();
        Assert.True(findings.Wrong == 0 && findings.Checks > 100, _output.ToString());
        // What there is no room for is said, and not skipped silently.
        Assert.Single(findings.NotRun);
        Assert.Contains("NOT RUN: it needs", _output.ToString());
    }

    [Fact]
    public void Checks_see_kernels_that_do_nothing()
    {
        using var device = new NoOpDevice();
        var findings = new Findings(_output);
        new CheckPlan(device, s_small, findings).Run();
        Assert.All(findings.Groups, group => Assert.True(group.Wrong > 0, group.Name));
        Assert.All(findings.Groups, group => Assert.DoesNotContain("broke off", group.Messages[0]));
        Assert.Contains("WRONG LabelSmoothingLoss, bfloat16, int32, warp of 32, C = 8, forward, row 0: NaN, expected ", _output.ToString());
    }

    [Fact]
    public void The_parts_of_several_processes_are_the_whole()
    {
        CheckScope scope = s_small with { Others = [], TableClasses = [] };
        string[] whole = Groups(0, 1);
        Assert.True(whole.Length > 4, _output.ToString());
        Assert.Equal(whole.Order(), Enumerable.Range(0, 3).SelectMany(part => Groups(part, 3)).Order());

        string[] Groups(int part, int parts)
        {
            using var device = new NoOpDevice();
            var findings = new Findings(_output, part, parts);
            new CheckPlan(device, scope, findings).Run();
            return [.. findings.Groups.Select(group => group.Name), .. findings.NotRun];
        }
    }

    [Fact]
    public void What_another_process_found_counts()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var device = new NoOpDevice();
            JsonFile.Write(path, new CorrectReport(device.Machine, 5, 2, ["a batch: no room"], [new GroupRecord("a group", 5, 2, 0.25, ["wrong", "too"])]));
            var findings = new Findings(_output);
            findings.Add(JsonFile.Read<CorrectReport>(path));
            Assert.Equal("5 checks, 2 wrong, 1 groups not run (see above)", findings.Summary);
            Assert.Contains("    WRONG too", _output.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Kernels_are_compiled_before_the_checks_start_them()
    {
        using var device = new NoOpDevice();
        CheckScope scope = s_small with { RowGroupSizes = [32, LaunchConfiguration.LargestBlockSize], TableClasses = [], MeanRows = [], HugeShapes = [] };
        new CheckPlan(device, scope, new Findings(_output)).Run();
        Assert.True(device.Started.Count > 20);
        Assert.Empty(device.Started.Except(Precompilation.Kernels(scope)));
        // A GPU refuses blocks larger than those that a kernel is compiled for.
        Assert.All(device.Grids, grid => Assert.InRange(grid.BlockSize, 32, grid.LargestBlockSize));
    }

    [Fact]
    public void Every_ready_made_loss_is_checked_with_its_defaults()
    {
        double[] logits = [0.5, -1, 2, 0.25];
        Assert.Equal(LossTable.Defaults.Select(loss => loss.Loss).Order(), CheckedLoss.All.Select(loss => loss.Name).Order());
        foreach (CheckedLoss loss in CheckedLoss.All)
        {
            double[] gradient = new double[4], expected = new double[4];
            double value = TestedLosses.Named(loss.Name)
                .DoubleGradient(logits, 2, expected, LossTable.Defaults.Single(row => row.Loss == loss.Name).Arguments);
            Assert.Equal(value, loss.EvaluateWithGradient(logits, 2, gradient));
            Assert.Equal(expected, gradient);
        }
    }

    [Fact]
    public void Modules_pass_their_checks()
    {
        var findings = new Findings(_output);
        new ModuleChecks(torch.CPU, findings).Run((5, 7));
        Assert.True(findings.Wrong == 0 && findings.Checks > 100, _output.ToString());
    }

    [Fact]
    public void Bandwidths_are_measured_of_every_batch_that_there_is_room_for()
    {
        using var device = new NoOpDevice();
        BandwidthReport report = BandwidthMode.Run(
            device, CheckedLoss.Named("CrossEntropyLoss"), [new(2, 8), BandwidthShape.All[^1]], new Effort(0, 1, 1, 0), 1 << 10, _output);
        Assert.Equal(["bfloat16", "float32"], report.Entries.Select(entry => entry.Element).Distinct());
        Assert.Equal(2 * Operation.All.Count, report.Entries.Count);
        Assert.Equal(2, report.NotRun.Count);
        Assert.Empty(report.Failed);
        Assert.Contains("bfloat16, 2×8: 0.00 GB of logits, a warp a row, 16 bytes at a time; fused 128 threads, which keep 100 % of a row in shared memory", _output.ToString());
        Assert.Contains("\"percent_of_read_bandwidth\": ", JsonFile.Text(report));
    }

    [Fact]
    public void Table_and_record_say_what_the_times_mean()
    {
        var shape = new BandwidthShape(1000, 500_000);
        // 1 GB copied in 0.5 ms is 4 TB/s of reads and writes.
        BandwidthEntry copy = BandwidthEntry.Of("bfloat16", shape, 1_000_000_000, Operation.Copy, [510, 500, 490], 500);
        BandwidthEntry forward = BandwidthEntry.Of("bfloat16", shape, 1_000_000_000, Operation.Forward, [300, 320], 500);
        Assert.Equal(new BandwidthEntry("bfloat16", 1000, 500_000, "copy", 500, 4000, 1, null, 3), copy);
        Assert.Equal(new BandwidthEntry("bfloat16", 1000, 500_000, "forward", 310, 3225.8, 0.62, 80.6, 2), forward);
        Assert.Equal(
            """
                                                    µs    GB/s   × copy  % of read bandwidth  repetitions
              copy                               500.0    4000     1.00                                 3
              forward                            310.0    3226     0.62                 80.6            2
            """, BandwidthTable.Format([copy, forward]));
    }

    [Fact]
    public void Shapes_go_from_short_rows_to_long_ones_and_past_32_bits()
    {
        Assert.Equal(new BandwidthShape(1024, 1000), BandwidthShape.All[0]);
        Assert.Contains(new BandwidthShape(8192, 128_256), BandwidthShape.All);
        Assert.Contains(new BandwidthShape(4096, 262_144), BandwidthShape.All);
        Assert.Equal(new BandwidthShape(64, 1_048_576), BandwidthShape.All[^1]);
        Assert.Empty(BandwidthShape.Quick.Except(BandwidthShape.All));
        Assert.All(HugeShape.All, shape => Assert.True(shape.Rows * shape.Classes > 1L << 31));
        // Each sharing, on a device of 132 multiprocessors.
        IEnumerable<RowMapping> sharings = HugeShape.All.Select(shape =>
            shape.Mapping ?? LaunchConfiguration.Of(shape.Rows, shape.Classes % 8 == 0 ? shape.Classes / 8 : shape.Classes, 132, 1024).Mapping);
        Assert.Equal(Enum.GetValues<RowMapping>(), sharings.Distinct().Order());
    }

    /// <summary>Has memory, and starts no kernel; it keeps those over rows that it should have started.</summary>
    private sealed class NoOpDevice : ICheckDevice, IGpuDevice
    {
        private readonly EmulatedCheckDevice _memory = new();

        public HashSet<(MethodInfo Method, int LargestBlockSize)> Started { get; } = [];

        public MachineRecord Machine => _memory.Machine;

        public List<KernelGrid> Grids { get; } = [];

        public IGpuDevice Launcher => this;

        public HostFlag Flag => _memory.Launcher.Flag;

        public bool RoundsPairs => _memory.Launcher.RoundsPairs;

        public bool IsEmulated => true;

        public long FreeBytes => _memory.FreeBytes;

        public nint Allocate(long bytes) => _memory.Allocate(bytes);

        public void Free(nint address) => _memory.Free(address);

        public void Write(nint address, ReadOnlySpan<byte> bytes) => _memory.Write(address, bytes);

        public void Read(nint address, Span<byte> bytes) => _memory.Read(address, bytes);

        public void Fill(nint address, byte value, long bytes) => _memory.Fill(address, value, bytes);

        public void Copy(nint from, nint to, long bytes) => _memory.Copy(from, to, bytes);

        public void Synchronize()
        {
        }

        public double Microseconds(Action work) => _memory.Microseconds(work);

        public int MaxBlockSize => 1024;

        public LaunchConfiguration Configure(long rows, int packs, int packBytes, int largestBlockSize, bool cached) =>
            _memory.Launcher.Configure(rows, packs, packBytes, largestBlockSize, cached);

        public void Launch<TKernel, TBatch>(LossKernel<TKernel, TBatch> kernel, KernelGrid grid, TKernel loss, TBatch batch)
            where TKernel : unmanaged
            where TBatch : struct, IKernelParameter
        {
            Grids.Add(grid);
            Started.Add((kernel.ByValue.Method, grid.LargestBlockSize));
        }

        public void Launch<TBatch>(Action<TBatch> kernel, KernelGrid grid, TBatch batch)
            where TBatch : struct, IKernelParameter
        {
            Grids.Add(grid);
            if (kernel.Method.Name == nameof(RowKernels.Backward))
                Started.Add((kernel.Method, grid.LargestBlockSize));
        }

        public void Dispose() => _memory.Dispose();
    }
}
