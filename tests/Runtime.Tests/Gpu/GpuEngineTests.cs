using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Tests.Cases;
using SparseLsr.Gen.Tests.Engines;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>
/// <see cref="GpuLoss"/> on an accelerator, ILGPU's emulation of a GPU, against the CPU. Every thread of the emulation is one of the
/// system's: the everyday tests run a few batches on it, for what calls over views do; what the kernels compute is tested on their PTX.
/// </summary>
public sealed class GpuEngineTests(CpuAccelerator device) : IClassFixture<CpuAccelerator>
{
    private static readonly int[] s_classCounts = [1, 2, 31, 32, 33, 127, 128, 129, 1023, 1024, 1025, 4099];

    /// <summary>For losses whose rows are swept as those of <see cref="s_forms"/> are.</summary>
    private static readonly int[] s_fewClassCounts = [1, 2, 33, 128, 1025];

    private static readonly int[] s_classesOfEach = [33, 40, 33];

    private Accelerator Accelerator => device.Accelerator;

    /// <summary>One loss for each set of sums that a row is known by, and with it each form of the gradient.</summary>
    private static readonly string[] s_forms = ["SparseLsrLoss", "LabelSmoothingLoss", "ConfidencePenaltyLoss"];

    /// <summary>
    /// Each form, each mapping and each type of logits once, rows of whole packs and rows that leave a part of one; the PTX of all
    /// combinations is tested elsewhere.
    /// </summary>
    public static TheoryData<string, string, string, int> Each =>
    [
        .. from form in Enumerable.Range(0, s_forms.Length)
           let loss = LossTable.Defaults.First(row => row.Loss == s_forms[form])
           select (loss.Name, Enum.GetNames<RowMapping>()[form], Elements[form], s_classesOfEach[form]),
    ];

    public static TheoryData<string, string> Cases =>
    [
        .. from loss in LossTable.Defaults
           from sharing in Enum.GetNames<RowMapping>()
           select (loss.Name, sharing),
    ];

    /// <summary>What an element type changes is the same for all losses of a form.</summary>
    public static TheoryData<string, string> Forms =>
        [.. from data in Cases where s_forms.Contains(data.Data.Item1.Split('(')[0]) select data.Data];

    private static string[] Elements => ["float64", "bfloat16", "float16"];

    [Theory]
    [MemberData(nameof(Each))]
    public void Calls_over_views_give_what_the_CPU_does(string name, string sharing, string element, int classes)
    {
        int[] classCounts = [classes];
        switch (element)
        {
            case "float64":
                Check<double, int, double>(name, sharing, classCounts);
                break;
            case "bfloat16":
                Check<ushort, long, float>(name, sharing, classCounts);
                break;
            default:
                Check<ILGPU.Half, int, float>(name, sharing, classCounts);
                break;
        }
    }

    /// <summary>Of a long row a part is kept in shared memory.</summary>
    [Fact]
    public void A_long_row_of_float32() => Check<float, long, float>("CrossEntropyLoss()", nameof(RowMapping.Block), [4099]);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Cases))]
    public void Float32(string name, string sharing) => Check<float, long, float>(name, sharing);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Forms))]
    public void Float64(string name, string sharing) => Check<double, int, double>(name, sharing);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Forms))]
    public void BFloat16(string name, string sharing) => Check<ushort, long, float>(name, sharing);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Forms))]
    public void Float16(string name, string sharing) => Check<ILGPU.Half, int, float>(name, sharing);

    /// <summary>The loss over views, with a given layout over the grid.</summary>
    internal static GpuLoss Create(
        Accelerator accelerator, LossCase loss, RowMapping sharing, double[]? weight = null, long ignoreIndex = -100)
    {
        Type type = typeof(CrossEntropyLoss).Assembly.GetType($"SparseLsr.Gen.{loss.Loss}")!;
        MethodInfo create = type.GetMethod("CreateGpuLoss")!;
        object?[] arguments = [accelerator, .. loss.Arguments.Cast<object>(), weight, ignoreIndex];
        var gpu = (GpuLoss)create.Invoke(null, arguments)!;
        gpu.Configure = packs => Layout(sharing, packs);
        return gpu;
    }

    /// <summary>A layout over the grid that has something to share also where rows are short.</summary>
    internal static LaunchConfiguration Layout(RowMapping sharing, int packs, int blockSize = 64) =>
        new(sharing, blockSize, sharing == RowMapping.Split ? Math.Max(1, (packs + 2) / 3) : packs)
        {
            // The first part of rows that are longer than a tile of a warp.
            CachedPacks = sharing == RowMapping.Split ? 0 : Math.Min(256, packs / 128 * 128),
        };

    private void Check<T, TTarget, TNumber>(string name, string sharing, int[]? classCounts = null)
        where T : unmanaged
        where TTarget : unmanaged, INumber<TTarget>
        where TNumber : unmanaged, INumber<TNumber>
    {
        LossCase loss = LossTable.Named(name);
        TestedLoss cpu = TestedLosses.Named(loss.Loss);
        using GpuLoss gpu = Create(Accelerator, loss, Enum.Parse<RowMapping>(sharing));
        classCounts ??= s_forms.Contains(loss.Loss) ? s_classCounts : s_fewClassCounts;
        foreach (int classes in classCounts.Where(classes => classes > 1 || !loss.RequiresTwoClasses))
        {
            (double[][] rows, long[] targets) = Rows(classes);
            double[] upstream = [0.5, -2, 0.25];
            using var batch = new GpuBatch<T, TTarget, TNumber>(Accelerator, rows, targets);
            using var factors = Accelerator.Allocate1D(Array.ConvertAll(upstream, TNumber.CreateTruncating));
            double[][] held = batch.Rows;

            double[] forward = batch.Forward(gpu);
            var fused = batch.ForwardBackward(gpu);
            var kept = batch.ForwardSavingThenBackward(gpu, factors.View);

            for (int row = 0; row < held.Length; row++)
            {
                var gradient = new double[classes];
                double value = cpu.DoubleGradient(held[row], (int)targets[row], gradient, loss.Arguments);
                string where = $"{name}, {sharing}, {typeof(T).Name}, C = {classes}, row {row}";
                Near<T>(value, forward[row], Math.Abs(value), rounded: false, where + ", forward");
                Near<T>(value, fused.Losses[row], Math.Abs(value), rounded: false, where + ", fused");
                Near<T>(value, kept.Losses[row], Math.Abs(value), rounded: false, where + ", keeping");
                double scale = gradient.Max(Math.Abs);
                for (int j = 0; j < classes; j++)
                {
                    Near<T>(gradient[j], fused.Gradient[row][j], scale, rounded: true, $"{where}, gradient[{j}]");
                    Near<T>(gradient[j] * upstream[row], kept.Gradient[row][j], scale, rounded: true, $"{where}, backward[{j}]");
                }
            }
        }
    }

    /// <summary>An ordinary row, one that is far from 0, and one with masked classes, their targets at different places.</summary>
    private static (double[][] Rows, long[] Targets) Rows(int classes)
    {
        var random = new Random(classes);
        double[] Row(double offset) => [.. Enumerable.Range(0, classes).Select(_ => offset + 6 * random.NextDouble() - 3)];
        double[][] rows = [Row(0), Row(48), Row(0)];
        for (int j = 1; j < classes - 1; j += 3)
            rows[2][j] = double.NegativeInfinity;
        return (rows, [classes - 1, classes / 2, 0]);
    }

    private static void Near<T>(double expected, double actual, double scale, bool rounded, string where)
    {
        bool isDouble = typeof(T) == typeof(double);
        double allowed = (isDouble ? 1e-10 : 2e-5) * scale + Tolerance.SmallestNormal(!isDouble);
        if (rounded)
            allowed += GpuElement.Rounding<T>() * Math.Abs(expected) + GpuElement.Step<T>();
        bool same = expected.Equals(actual) || Math.Abs(expected - actual) <= allowed;
        if (!same)
            Assert.Fail($"{where}: {actual:R}, expected {expected:R} ± {allowed:R}");
    }
}
