using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Gpu;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Metrics;

/// <summary>Metrics of modules and of losses on an accelerator, against torch operations.</summary>
public sealed class MetricTests(CpuAccelerator accelerator) : IClassFixture<CpuAccelerator>
{
    private const long Ignored = 2;

    private static Tensor Logits(int rows, int classes) => Gradients.Waves(1.7, 0, 3, 0, rows, classes);

    private static Tensor Targets(int rows, int classes) =>
        tensor(Enumerable.Range(0, rows).Select(i => i == 1 ? Ignored : i * 5 % classes / 3 * 3).ToArray());

    /// <summary>log p, ℓ, H and whether the target is the largest, 0 for ignored rows.</summary>
    private static Tensor[] OfCrossEntropy(Tensor logits, Tensor targets)
    {
        Tensor logProb = logits.log_softmax(1), own = logProb.gather(1, targets.unsqueeze(1)).squeeze(1);
        Tensor correct = logits.argmax(1).eq(targets).to_type(float64), counted = targets.ne(tensor(Ignored)).to_type(float64);
        return [.. new[] { own, logits.logsumexp(1), -(logProb.exp() * logProb).sum(1), correct }.Select(metric => metric * counted)];
    }

    private static void Check(Tensor[] expected, Tensor[] found, double relative, string what)
    {
        var result = new CheckResult();
        for (int i = 0; i < expected.Length; i++)
        {
            double[] numbers = Gradients.Numbers(expected[i]);
            int which = i;
            Assert.False(found[i].requires_grad);
            result.Check(Gradients.Numbers(found[i].to(float64)), numbers, relative * numbers.Max(Math.Abs) + 1e-30, () => $"{what}, metric {which}");
        }
        result.AssertRight();
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-12)]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.BFloat16, 3e-2)]
    public void Of_cross_entropy(ScalarType type, double relative)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            foreach ((int rows, int classes) in ((int, int)[])[(4, 5), (5, 33), (3, 70_000)])
            {
                using var scope = NewDisposeScope();
                using var loss = new CrossEntropyLoss(ignore_index: Ignored, reduction: reduction);
                Tensor logits = Logits(rows, classes).to(type, copy: true).requires_grad_(), targets = Targets(rows, classes);
                (Tensor value, CrossEntropyLoss.Metrics metrics) = loss.forward_with_metrics(logits, targets);
                Tensor[] found = [metrics.LogProb, metrics.LogSumExp, metrics.Entropy, metrics.IsCorrect];
                Check(OfCrossEntropy(logits.detach().to(float64), targets), found, relative, $"{type}, {reduction}, {rows}×{classes}");
                Assert.All(found, metric => Assert.Equal(type == float64 ? float64 : float32, metric.dtype));
                Assert.Equal(rows - 1, metrics.Count.item<long>());

                value.sum().backward();
                Tensor again = logits.detach().requires_grad_();
                Tensor plain = loss.forward(again, targets);
                plain.sum().backward();
                Gradients.AssertClose(plain, value, 0);
                Gradients.AssertClose(again.grad!, logits.grad!, type == ScalarType.BFloat16 ? 1e-2 : 1e-6);
            }
        }
    }

    [Fact]
    public void Mean_over_the_rows_that_count()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Ignored);
        Tensor logits = tensor(new float[] { 3, 1, 0, 0, 5, 1, 1, 0, 2 }, 3, 3), targets = tensor(new long[] { 0, Ignored, 1 });
        (_, CrossEntropyLoss.Metrics metrics) = loss.forward_with_metrics(logits, targets);
        Assert.Equal(0.5, (metrics.IsCorrect.sum() / metrics.Count).item<float>());
    }

    /// <summary>−100 and 156 are the same in eight bits.</summary>
    [Fact]
    public void Rows_with_narrow_targets_count()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss();
        (_, CrossEntropyLoss.Metrics metrics) = loss.forward_with_metrics(zeros(2, 200), tensor(new byte[] { 156, 3 }));
        Assert.Equal(2, metrics.Count.item<long>());
        Assert.Equal(-Math.Log(200), metrics.LogProb[0].item<float>(), 1e-5);
    }

    [Fact]
    public void Have_the_shape_of_the_targets()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss();
        (_, CrossEntropyLoss.Metrics metrics) = loss.forward_with_metrics(zeros(2, 3, 4), zeros(2, 4, int64));
        Assert.Equal([2L, 4L], metrics.Entropy.shape);
        Assert.Equal(Math.Log(3), metrics.Entropy[1, 3].item<float>(), 1e-6);
        (_, metrics) = loss.forward_with_metrics(zeros(3), tensor(1L));
        Assert.Empty(metrics.Entropy.shape);
        (_, metrics) = loss.forward_with_metrics(zeros(0, 3), zeros(0, int64));
        Assert.Equal([0L], metrics.LogProb.shape);
        Assert.Equal(0, metrics.Count.item<long>());
    }

    [Fact]
    public void On_a_GPU_and_composed()
    {
        using var device = new InterpretedDevice();
        foreach (nn.Reduction reduction in (nn.Reduction[])[nn.Reduction.Mean, nn.Reduction.None])
        {
            foreach ((int rows, int classes) in ((int, int)[])[(3, 8), (3, 13)])
            {
                using var scope = NewDisposeScope();
                Tensor targets = Targets(rows, classes);
                using var gpu = new CrossEntropyLoss(ignore_index: Ignored, reduction: reduction) { Core = { Emulation = device } };
                using var composed = new CrossEntropyLoss(ignore_index: Ignored, reduction: reduction) { Core = { HasNoKernels = true } };
                foreach (CrossEntropyLoss loss in (CrossEntropyLoss[])[gpu, composed])
                {
                    Tensor logits = Logits(rows, classes).to(float32, copy: true).requires_grad_();
                    (_, CrossEntropyLoss.Metrics metrics) = loss.forward_with_metrics(logits, targets);
                    Tensor[] found = [metrics.LogProb, metrics.LogSumExp, metrics.Entropy, metrics.IsCorrect];
                    Check(OfCrossEntropy(logits.detach().to(float64), targets), found, 5e-5, $"{reduction}, {rows}×{classes}");
                    Assert.Equal(rows - 1, metrics.Count.item<long>());
                }
            }
        }
    }

    [Theory]
    [InlineData("CPU", true, 1e-12)]
    [InlineData("CPU", false, 1e-12)]
    [InlineData("GPU", true, 5e-5)]
    [InlineData("GPU", false, 5e-5)]
    [InlineData("composed", true, 1e-12)]
    public void Of_sums_inputs_and_weights(string engine, bool isWeighted, double relative)
    {
        using var scope = NewDisposeScope();
        using var device = new InterpretedDevice();
        (int rows, int classes, ScalarType type) = (4, 8, engine == "GPU" ? float32 : float64);
        Tensor weight = isWeighted ? Gradients.Waves(0.8, 1, 0.3, 1, classes) : ones(classes, float64);
        using var loss = new MetricsLoss(1.5, isWeighted ? weight.to(type) : null, reduction: nn.Reduction.None)
        {
            Core = { Emulation = engine == "GPU" ? device : null, HasNoKernels = engine == "composed" },
        };
        Tensor logits = Logits(rows, classes), targets = Targets(rows, classes), factor = Gradients.Waves(0.9, 0, 1, 2, rows);
        (Tensor value, MetricsLoss.Metrics metrics) = loss.forward_with_metrics(logits.to(type), targets, factor.to(type));
        Tensor z = logits * 1.5, p = z.softmax(1), hot = nn.functional.one_hot(targets, classes).to_type(float64), purity = (p * p).sum(1);
        Tensor above = factor * 1.5 * ((p - purity.unsqueeze(1)).relu() * (1 - hot)).sum(1), own = weight.index_select(0, targets);
        Check(
            [-factor * own * (hot * z.log_softmax(1)).sum(1), purity, above, z.mean([1]), own],
            [value, metrics.Purity, metrics.Above, metrics.Mean, metrics.Weight], relative, engine);
    }

    [Fact]
    public void On_an_accelerator_without_torch()
    {
        const int Classes = 13;
        float[] logits = [.. Gradients.Numbers(Logits(2, Classes)).Select(logit => (float)logit)];
        using GpuLoss loss = CrossEntropyLoss.CreateGpuLoss(accelerator.Accelerator, ignore_index: 1);
        using var rows = accelerator.Accelerator.Allocate1D(logits);
        using var targets = accelerator.Accelerator.Allocate1D([4, 1]);
        using var losses = accelerator.Accelerator.Allocate1D<float>(2);
        using var metrics = accelerator.Accelerator.Allocate1D<float>(8);
        AcceleratorStream stream = accelerator.Accelerator.DefaultStream;
        void Forward(int count) => loss.Forward(
            stream, Classes, rows.View.AsContiguous(), targets.View.AsContiguous(), losses.View.AsContiguous(),
            new GpuInputs<float, float> { Metrics = metrics.View.AsContiguous().SubView(0, count) });
        Forward(8);
        stream.Synchronize();
        double[] found = Array.ConvertAll(metrics.GetAsArray1D(), number => (double)number);
        double expected = CrossEntropyLoss.EvaluateReference(Array.ConvertAll(logits[..Classes], logit => (double)logit), 4);
        Assert.Equal(-expected, found[0], 1e-4);
        Assert.Equal([0, 0, 0, 0], [found[1], found[3], found[5], found[7]]);
        Assert.True(found[2] > 0 && found[4] > 0);
        var exception = Assert.Throws<ArgumentException>(() => Forward(7));
        Assert.StartsWith("Metrics has 7 elements; expected 8.", exception.Message, StringComparison.Ordinal);
    }
}
