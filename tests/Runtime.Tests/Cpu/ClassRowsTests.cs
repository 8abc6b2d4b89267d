using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Testing.Kernels;
using static SparseLsr.Gen.CompilerServices.SpanEvaluation;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Rows through losses with functions of a class: edges, threads, layouts, and derivatives by differences.</summary>
public sealed unsafe class ClassRowsTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string> Types() => ["Float32", "Float64", "BFloat16", "Float16"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Rows_without_a_softmax_are_NaN_for_themselves_alone(string type)
    {
        foreach (int classes in (int[])[2, 5, 33, 1100, 2500])
        {
            double[][] rows = [.. Enumerable.Range(0, 8).Select(i => TestRows.Create("ordinary", classes, ElementType.Float32, i))];
            int target = classes / 2, other = classes - 1;
            rows[1][other] = double.NaN;
            rows[2][target] = double.NaN;
            rows[3][other] = Infinity;
            rows[4][target] = Infinity;
            Array.Fill(rows[5], -Infinity);
            Array.Fill(rows[6], -Infinity);
            rows[6][other] = double.NaN;
            var batch = new TestBatch(Enum.Parse<ElementType>(type), rows, [.. rows.Select(_ => (long)target)]);
            BoundLoss[] losses =
                [new BoundClassLoss<BrierKernel>(default), new BoundClassLoss<TwoLevelKernel>(default), new BoundClassLoss<EveryValueKernel>(default)];
            foreach (BoundLoss loss in losses)
            {
                TestBatch.Result result = batch.Run(loss);
                for (int i = 0; i < rows.Length; i++)
                {
                    bool broken = i is > 0 and < 7;
                    Assert.True(double.IsNaN(result.Losses[i]) == broken, $"row {i} of {classes} classes: {result.Losses[i]}");
                    Assert.All(Enumerable.Range(0, classes), j => Assert.Equal(broken, double.IsNaN(result.Gradient(i, j))));
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Targets_first_and_last(int which)
    {
        foreach (int classes in (int[])[2, 15, 16, 17, 1024, 1025, 2050])
        {
            int target = which == 0 ? 0 : which == 1 ? classes - 1 : classes / 2;
            double[] logits = TestRows.Create("ordinary", classes, ElementType.Float64), gradient = new double[classes];
            var reference = new ClassReferenceRow(logits, target);
            double loss = reference.Run(default(EveryValueKernel));
            Assert.Equal(
                loss, EvaluateClassesWithGradient<double, EveryValueKernel>(default, logits, target, gradient), 1e-12 * Math.Abs(loss));
            for (int j = 0; j < classes; j++)
                Assert.Equal(reference.Gradient[j], gradient[j], 1e-13);
        }
    }

    [Fact]
    public void Only_terms_of_masked_classes_may_be_NaN()
    {
        foreach (int classes in (int[])[2, 16, 40, 1500])
        {
            var logits = new double[classes];
            Array.Fill(logits, -Infinity);
            logits[0] = 1;
            Assert.Equal(0, EvaluateClasses<double, NaNTermKernel>(default, logits, 0));
            logits[^1] = -3;
            Assert.Equal(double.NaN, EvaluateClasses<double, NaNTermKernel>(default, logits, 0));
            // p·log p of masked classes is NaN.
            double loss = EvaluateClasses<double, EveryValueKernel>(default, logits, 0);
            Assert.Equal(classes == 2, double.IsFinite(loss));
            Assert.False(double.IsNaN(loss));
        }
    }

    [Fact]
    public void Derivatives_are_those_of_the_loss()
    {
        foreach (string kind in (string[])["ordinary", "ties", "masked"])
        {
            foreach (int classes in (int[])[2, 5, 21, 70])
            {
                Differences(default(BrierKernel), kind, classes);
                Differences(default(TwoLevelKernel), kind, classes);
                if (kind != "masked")
                    Differences(default(EveryValueKernel), kind, classes);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Any_number_of_threads_gives_the_same_bits(string type)
    {
        double[][] rows =
            [.. Enumerable.Range(0, 200).Select(i => TestRows.Create(i % 2 == 0 ? "rising" : "wrong", 1300, ElementType.Float32, i))];
        var batch = new TestBatch(Enum.Parse<ElementType>(type), rows, [.. rows.Select((_, i) => (long)(i * 7 % 1300))]);
        SameBits(batch, new BoundClassLoss<EveryValueKernel>(default), 2, 3, 7, 8);
    }

    /// <summary>Rows of several chunks: one thread takes them whole, more threads share the chunks of the last ones.</summary>
    [Theory]
    [InlineData("Float32", 1)]
    [InlineData("Float32", 8)]
    [InlineData("BFloat16", 1)]
    [InlineData("Float64", 1)]
    public void Long_rows_have_the_same_bits_whole_and_split(string type, int stride)
    {
        const int classes = 150_001;
        double[][] rows = [.. ((string[])["rising", "wrong", "ordinary", "falling", "ordinary", "masked"]).Select(
            (kind, i) => TestRows.Create(kind, classes, ElementType.Float32, i))];
        rows[2][^1] = double.NaN;
        long[] targets = [classes - 1, 0, 5, 70_000, -100, 3];
        var batch = new TestBatch(Enum.Parse<ElementType>(type), rows, targets, stride);
        TestBatch.Result one = SameBits(batch, new BoundClassLoss<EveryValueKernel>(default), 2, 7);
        Assert.True(double.IsNaN(one.Losses[2]));
        Assert.Equal(0, one.Losses[4]);
        SameBits(batch, new BoundClassLoss<BrierKernel>(default), 8);
        TestBatch.Result two = SameBits(batch, new BoundClassLoss<TwoLevelKernel>(default), 3);
        foreach (int row in (int[])[0, 1, 3])
        {
            var reference = new ClassReferenceRow(batch.LogitsOf(row), (int)targets[row]);
            Assert.Equal(reference.Run(default(EveryValueKernel)), one.Losses[row], 4e-6 * Math.Abs(one.Losses[row]));
            Assert.Equal(reference.Run(default(TwoLevelKernel)), two.Losses[row], 2e-6);
            double bound = 4e-6 * reference.Largest + (type == "BFloat16" ? 1 / 256.0 : 0);
            for (int j = 0; j < classes; j += 997)
                Assert.Equal(reference.Gradient[j], two.Gradient(row, j), bound);
        }
    }

    [Fact]
    public void Weight_scale_and_upstream_multiply()
    {
        double[][] rows = [.. Enumerable.Range(0, 5).Select(i => TestRows.Create("ordinary", 30, ElementType.Float64, i))];
        double[] weight = [.. Enumerable.Range(0, 30).Select(j => 0.5 + j * 0.1)], upstream = [1, -2, 0, 0.25, 3];
        long[] targets = [3, 7, 0, 29, -100];
        var batch = new TestBatch(ElementType.Float64, rows, targets);
        var loss = new BoundClassLoss<EveryValueKernel>(default);
        TestBatch.Result plain = batch.Run(loss);
        TestBatch.Result scaled = batch.Run(loss, scale: 3, upstream: upstream, weight: weight);
        for (int i = 0; i < 5; i++)
        {
            double factor = targets[i] < 0 ? 0 : weight[targets[i]];
            Assert.Equal(plain.Losses[i] * factor, scaled.Losses[i], 1e-14);
            for (int j = 0; j < 30; j++)
                Assert.Equal(plain.Gradient(i, j) * 3 * upstream[i] * factor, scaled.Gradient(i, j), 1e-14);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Gradients_past_the_caches_are_the_same(int offset)
    {
        // 17 MB of gradient, aligned and not, over the logits themselves in the second run.
        const int classes = 50257, rows = 88;
        float[] logits = GC.AllocateUninitializedArray<float>(rows * classes + 64), gradient = new float[logits.Length];
        var random = new Random(2);
        foreach (ref float z in logits.AsSpan())
            z = random.NextSingle() * 10;
        // A masked class and a row without a softmax between others.
        logits[offset + 3 * classes + 7] = float.NegativeInfinity;
        logits[offset + 58 * classes + 9] = float.NaN;
        long[] targets = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes))];
        float[] copy = [.. logits];
        Run(logits, gradient);
        var expected = new float[classes];
        for (int row = 0; row < rows; row++)
        {
            if (row != 3 && row % 29 != 0)
                continue;
            EvaluateClassesWithGradient<float, EveryValueKernel>(
                default, logits.AsSpan(offset + row * classes, classes), (int)targets[row], expected);
            Assert.True(expected.AsSpan().SequenceEqual(gradient.AsSpan(offset + row * classes, classes)), $"row {row}");
        }
        Run(copy, copy);
        Assert.True(gradient.AsSpan(offset, rows * classes).SequenceEqual(copy.AsSpan(offset, rows * classes)));
        Assert.Equal(0, gradient[offset + rows * classes]);

        void Run(float[] from, float[] to)
        {
            fixed (float* z = from, g = to)
            fixed (long* t = targets)
            {
                CpuRows.Run(default(EveryValueKernel), new CpuBatch
                {
                    ElementType = ElementType.Float32,
                    Classes = classes,
                    Sizes = [rows],
                    Logits = z + offset,
                    LogitStrides = [classes],
                    LogitClassStride = 1,
                    TargetType = TargetType.Int64,
                    Targets = t,
                    TargetStrides = [1],
                    IgnoreIndex = -100,
                    Weight = null,
                    Gradient = g + offset,
                    GradientStrides = [classes],
                    GradientClassStride = 1,
                    Threads = 2,
                });
            }
        }
    }

    private static TestBatch.Result SameBits(TestBatch batch, BoundLoss loss, params int[] threadCounts)
    {
        TestBatch.Result one = batch.Run(loss);
        foreach (int threads in threadCounts)
        {
            TestBatch.Result many = batch.Run(loss, threads: threads);
            Assert.Equal(one.Losses, many.Losses);
            Assert.True(one.Memory.AsSpan().SequenceEqual(many.Memory), $"{threads} threads");
            Assert.Equal(one.Losses, batch.Run(loss, wantsGradient: false, threads: threads).Losses);
        }
        return one;
    }

    private static void Differences<TLoss>(TLoss kernel, string kind, int classes)
        where TLoss : unmanaged, IClassLoss
    {
        const double step = 1e-5;
        double[] logits = TestRows.Create(kind, classes, ElementType.Float64), gradient = new double[classes];
        int target = TestRows.Target(kind, classes);
        EvaluateClassesWithGradient(kernel, logits.AsSpan(), target, gradient.AsSpan());
        for (int j = 0; j < classes; j++)
        {
            double z = logits[j];
            logits[j] = z + step;
            double above = EvaluateClasses(kernel, (ReadOnlySpan<double>)logits, target);
            logits[j] = z - step;
            double below = EvaluateClasses(kernel, (ReadOnlySpan<double>)logits, target);
            logits[j] = z;
            Assert.Equal((above - below) / (2 * step), gradient[j], 1e-9);
        }
    }
}
