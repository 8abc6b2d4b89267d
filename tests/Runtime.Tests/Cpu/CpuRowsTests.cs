using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>What happens between rows: edges, ignored rows, weights, upstream gradients, threads and layouts.</summary>
public sealed unsafe class CpuRowsTests
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
            foreach (TestBatch.Result result in (TestBatch.Result[])
                [batch.Run(new CrossEntropyKernel()), batch.Run(new EverySumKernel())])
            {
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
    [MemberData(nameof(Types))]
    public void A_masked_target_or_no_other_class_left(string type)
    {
        foreach (int classes in (int[])[1, 2, 40, 1030])
        {
            double[] target = TestRows.Create("ties", classes, ElementType.Float32), others = [.. target];
            Array.Fill(others, -Infinity);
            target[0] = -Infinity;
            others[0] = 3;
            var batch = new TestBatch(Enum.Parse<ElementType>(type), [target, others], [0, 0]);
            TestBatch.Result crossEntropy = batch.Run(new CrossEntropyKernel());
            TestBatch.Result smoothing = batch.Run(new LabelSmoothingKernel());
            TestBatch.Result everything = batch.Run(new EverySumKernel());
            Assert.Equal(classes == 1 ? double.NaN : Infinity, crossEntropy.Losses[0]);
            Assert.Equal(classes == 1 ? double.NaN : -1, crossEntropy.Gradient(0, 0));
            Assert.Equal(0, crossEntropy.Losses[1]);
            Assert.Equal(classes == 1 ? 0 : Infinity, smoothing.Losses[1]);
            Assert.Equal(classes == 1 ? 0 : Infinity, everything.Losses[1]);
            for (int j = 0; j < classes; j++)
            {
                Assert.Equal(0, crossEntropy.Gradient(1, j));
                if (j > 0)
                    Assert.Equal(0, smoothing.Gradient(1, j));
                if (j > 0)
                    Assert.Equal(0, everything.Gradient(1, j));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Ignored_rows_are_never_read(string type)
    {
        foreach (int stride in (int[])[1, 4])
        {
            foreach (long ignored in (long[])[-100, 3])
            {
                double[][] rows = [.. Enumerable.Range(0, 3).Select(_ => TestRows.Create("ordinary", 50, ElementType.Float32))];
                Array.Fill(rows[1], double.NaN);
                var batch = new TestBatch(Enum.Parse<ElementType>(type), rows, [1, ignored, 2], stride);
                TestBatch.Result result = batch.Run(new CrossEntropyKernel(), ignoreIndex: ignored);
                Assert.Equal(0, result.Losses[1]);
                Assert.All(Enumerable.Range(0, 50), j => Assert.Equal(0, result.Gradient(1, j)));
                Assert.True(result.Losses[0] > 0 && result.Losses[2] > 0);
            }
        }
    }

    [Fact]
    public void Weight_scale_and_upstream_multiply()
    {
        double[][] rows = [.. Enumerable.Range(0, 4).Select(i => TestRows.Create("ordinary", 30, ElementType.Float64, i))];
        double[] weight = [.. Enumerable.Range(0, 30).Select(j => 0.5 + j * 0.1)], upstream = [1, -2, 0, 0.25];
        long[] targets = [3, 7, 0, 29];
        var batch = new TestBatch(ElementType.Float64, rows, targets);
        TestBatch.Result plain = batch.Run(new CrossEntropyKernel());
        TestBatch.Result scaled = batch.Run(new CrossEntropyKernel(), scale: 3, upstream: upstream, weight: weight);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(plain.Losses[i] * weight[targets[i]], scaled.Losses[i], 1e-14);
            for (int j = 0; j < 30; j++)
                Assert.Equal(plain.Gradient(i, j) * 3 * upstream[i] * weight[targets[i]], scaled.Gradient(i, j), 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Any_number_of_threads_gives_the_same_bits(string type)
    {
        double[][] rows =
            [.. Enumerable.Range(0, 200).Select(i => TestRows.Create(i % 2 == 0 ? "rising" : "wrong", 1300, ElementType.Float32, i))];
        var batch = new TestBatch(Enum.Parse<ElementType>(type), rows, [.. rows.Select((_, i) => (long)(i * 7 % 1300))]);
        TestBatch.Result one = batch.Run(new EverySumKernel());
        foreach (int threads in (int[])[2, 3, 8])
        {
            TestBatch.Result many = batch.Run(new EverySumKernel(), threads: threads);
            Assert.Equal(one.Losses, many.Losses);
            Assert.Equal(one.Memory, many.Memory);
        }
    }

    /// <summary>Rows of several chunks: one thread takes them whole, more threads share the chunks of the last ones.</summary>
    [Theory]
    [InlineData("Float32", 1)]
    [InlineData("Float32", 8)]
    [InlineData("BFloat16", 1)]
    public void Long_rows_have_the_same_bits_whole_and_split(string type, int stride)
    {
        const int classes = 150_001;
        double[][] rows = [.. ((string[])["rising", "wrong", "ordinary", "masked", "ordinary"]).Select(
            (kind, i) => TestRows.Create(kind, classes, ElementType.Float32, i))];
        rows[2][^1] = double.NaN;
        var batch = new TestBatch(Enum.Parse<ElementType>(type), rows, [classes - 1, 0, 5, 70_000, -100], stride);
        TestBatch.Result one = batch.Run(new EverySumKernel());
        Assert.All([0, 1, 3], row => Assert.False(double.IsNaN(one.Losses[row])));
        Assert.True(double.IsNaN(one.Losses[2]));
        Assert.Equal(0, one.Losses[4]);
        foreach (int threads in (int[])[2, 3, 7])
        {
            TestBatch.Result many = batch.Run(new EverySumKernel(), threads: threads);
            Assert.Equal(one.Losses, many.Losses);
            Assert.Equal(one.Memory, many.Memory);
            Assert.Equal(one.Losses, batch.Run(new EverySumKernel(), wantsGradient: false, threads: threads).Losses);
        }
        var reference = new ReferenceRow(batch.LogitsOf(0), classes - 1);
        Assert.Equal(reference.Run(new EverySumKernel()), one.Losses[0], 2e-6 * Math.Abs(one.Losses[0]));
    }

    [Fact]
    public void An_exception_in_a_share_reaches_the_caller()
    {
        double[][] rows = [.. Enumerable.Range(0, 100).Select(_ => TestRows.Create("ordinary", 1000, ElementType.Float32))];
        var batch = new TestBatch(ElementType.Float32, rows, new long[100]);
        Assert.Throws<InvalidTimeZoneException>(() => batch.Run(new ThrowingKernel(), threads: 4));
    }

    [Fact]
    public void Several_row_dimensions_with_any_strides()
    {
        // Shape (2, C, 3, 4) as torch lays it out, walked as rows (2, 3, 4); targets transposed, int32.
        const int classes = 5, inner = 12;
        float[] logits = [.. Enumerable.Range(0, 2 * classes * inner).Select(i => MathF.Sin(i))], gradient = new float[logits.Length];
        int[] targets = [.. Enumerable.Range(0, 24).Select(i => i % classes)];
        double[] losses = new double[24];
        fixed (float* z = logits, g = gradient)
        fixed (int* t = targets)
        fixed (double* l = losses)
        {
            CpuRows.Run(new StatisticsLoss<CrossEntropyKernel>(default), new CpuBatch
            {
                ElementType = ElementType.Float32,
                Classes = classes,
                Sizes = [2, 3, 4],
                Logits = z,
                LogitStrides = [classes * inner, 4, 1],
                LogitClassStride = inner,
                TargetType = TargetType.Int32,
                Targets = t,
                TargetStrides = [1, 8, 2],
                IgnoreIndex = -100,
                Weight = null,
                Losses = l,
                Gradient = g,
                GradientStrides = [12 * classes, 4 * classes, classes],
                GradientClassStride = 1,
                Threads = 2,
            });
        }
        for (int row = 0; row < 24; row++)
        {
            (int a, int b, int c) = (row / 12, row / 4 % 3, row % 4);
            double[] values = [.. Enumerable.Range(0, classes).Select(j => (double)logits[a * classes * inner + j * inner + b * 4 + c])];
            var reference = new ReferenceRow(values, targets[a + b * 8 + c * 2]);
            Assert.Equal(reference.Run(new CrossEntropyKernel()), losses[row], 1e-6);
            for (int j = 0; j < classes; j++)
                Assert.Equal(reference.Gradient[j], gradient[row * classes + j], 1e-6);
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
        long[] targets = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt64(classes))];
        float[] copy = [.. logits];
        Run(logits, gradient);
        var expected = new float[classes];
        for (int row = 0; row < rows; row += 29)
        {
            SpanEvaluation.EvaluateWithGradient<float, ConfidenceKernel>(
                default, logits.AsSpan(offset + row * classes, classes), (int)targets[row], expected);
            Assert.True(expected.AsSpan().SequenceEqual(gradient.AsSpan(offset + row * classes, classes)), $"row {row}");
        }
        Assert.Equal(copy, logits);
        Run(copy, copy);
        Assert.True(gradient.AsSpan(offset, rows * classes).SequenceEqual(copy.AsSpan(offset, rows * classes)));
        Assert.Equal(0, gradient[offset + rows * classes]);

        void Run(float[] from, float[] to)
        {
            fixed (float* z = from, g = to)
            fixed (long* t = targets)
            {
                CpuRows.Run(new StatisticsLoss<ConfidenceKernel>(default), new CpuBatch
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
}
