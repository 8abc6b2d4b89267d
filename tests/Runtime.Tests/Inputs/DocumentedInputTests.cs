using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>What docs/the-language.md says of inputs of a row, and its recipes, against torch operations.</summary>
public sealed class DocumentedInputTests
{
    private static readonly long[] s_targets = [0, 3, 1, 4];

    private static Tensor Logits => (arange(20, float64) * 1.7).sin().mul(3).reshape(4, 5).requires_grad_();

    private static Tensor Targets => tensor(s_targets);

    private static Tensor Numbers => (arange(4, float64) * 0.9).cos() + 1.5;

    private static Tensor Soft => (arange(20, float64) * 0.6).sin().reshape(4, 5).softmax(1);

    /// <summary>Compares values, and gradients by the logits and by other tensors that require them.</summary>
    private static void Check(Func<Tensor, Tensor[], Tensor> forward, Func<Tensor, Tensor[], Tensor> reference, params Tensor[] inputs)
    {
        Tensor[] found = Run(forward), expected = Run(reference);
        var result = new CheckResult();
        for (int i = 0; i < expected.Length; i++)
            result.Check(Gradients.Numbers(found[i]), Gradients.Numbers(expected[i]), 1e-12, () => $"result {i}");
        result.AssertRight();

        Tensor[] Run(Func<Tensor, Tensor[], Tensor> function)
        {
            Tensor logits = Logits;
            Tensor[] given = [.. inputs.Select(input => input.Dimensions == 1 ? input.detach().clone().requires_grad_() : input)];
            Tensor value = function(logits, given);
            value.sum().backward();
            return [value, logits.grad!, .. given.Where(input => input.requires_grad).Select(input => input.grad!)];
        }
    }

    private static Tensor CrossEntropy(Tensor logits) => nn.functional.cross_entropy(logits, Targets, reduction: nn.Reduction.None);

    [Fact]
    public void Cost()
    {
        using var scope = NewDisposeScope();
        using var loss = new CostLoss(lambda: 0.5);
        Check(
            (z, x) => loss.call(z, Targets, x[0], x[1]), (z, x) => (x[0] * CrossEntropy(z) + 0.5 * (x[1] * z.softmax(1)).sum(1)).mean(),
            Numbers, Soft);
    }

    [Fact]
    public void Weighted_mean_of_samples()
    {
        using var scope = NewDisposeScope();
        using var loss = new WeightedSampleLoss();
        Tensor weights = Numbers;
        loss.denominator = weights.sum().to_type(float64).item<double>();
        Check((z, _) => loss.call(z, Targets, weights), (z, _) => (weights * CrossEntropy(z)).sum() / weights.sum());
    }

    [Fact]
    public void Distillation_with_a_temperature()
    {
        using var scope = NewDisposeScope();
        using var loss = new TemperedDistillationLoss(temperature: 3, reduction: nn.Reduction.None);
        Check((z, x) => loss.call(z, Targets, x[0]), (z, x) => -9 * (x[0] * (z / 3).log_softmax(1)).sum(1), Soft);
    }

    [Fact]
    public void Policy_with_an_entropy_bonus()
    {
        using var scope = NewDisposeScope();
        using var loss = new PolicyLoss(reduction: nn.Reduction.None);
        Check(
            (z, x) => loss.call(z, Targets, x[0], x[1]),
            (z, x) =>
            {
                Tensor ratio = (-CrossEntropy(z) - x[1]).exp(), p = z.softmax(1);
                return -minimum(ratio * x[0], ratio.clamp(0.8, 1.2) * x[0]) + 0.01 * (p * z.log_softmax(1)).sum(1);
            },
            Numbers - 1.5, -Numbers);
    }

    [Fact]
    public void Weights_of_classes_multiply_gradients_by_inputs()
    {
        using var scope = NewDisposeScope();
        Tensor weight = arange(5, float64) + 0.5;
        using var loss = new WeightedSampleLoss(weight, reduction: nn.Reduction.Sum);
        Check(
            (z, x) => loss.call(z, Targets, x[0]), (z, x) => (weight.index_select(0, Targets) * x[0] * CrossEntropy(z)).sum(), Numbers);
    }

    [Fact]
    public void One_row_and_none()
    {
        using var scope = NewDisposeScope();
        using var loss = new CostLoss();
        Tensor scale = tensor(2.0).requires_grad_();
        Tensor value = loss.call(zeros(4, float64), tensor(1L), scale, ones(4, float64));
        value.backward();
        Assert.Equal(2 * Math.Log(4) + 1, value.item<double>(), 1e-12);
        Assert.Equal(Math.Log(4), scale.grad!.item<double>(), 1e-12);

        Tensor none = zeros(0, float64).requires_grad_();
        value = loss.call(zeros(0, 4, float64), zeros(0, int64), none, zeros(0, 4, float64));
        value.backward();
        Assert.Equal(0, value.item<double>());
        Assert.Equal([0L], none.grad!.shape);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ignored_rows_have_no_effect(bool isComposed)
    {
        using var scope = NewDisposeScope();
        using var loss = new CostLoss(ignore_index: 3);
        Tensor scale = Numbers, cost = Soft, logits = Logits;
        scale[1] = double.NaN;
        cost[1] = double.NaN;
        scale.requires_grad_();
        Tensor value = isComposed ? loss.ComposedForward(logits, Targets, scale, cost) : loss.call(logits, Targets, scale, cost);
        value.backward();
        Assert.True(double.IsFinite(value.item<double>()));
        Assert.Equal(0, scale.grad![1].item<double>());
        Assert.All(Gradients.Numbers(logits.grad!), gradient => Assert.True(double.IsFinite(gradient)));
        Assert.All(Gradients.Numbers(logits.grad![1]), gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void Order_of_arguments()
    {
        using var scope = NewDisposeScope();
        double[] shift = [0.1, -0.2, 0.3, 0, 0.5], gradient = new double[5], expected = new double[5];
        using var loss = new OrderLoss(tensor(shift), 0.25, reduction: nn.Reduction.None);
        Check(
            (z, x) => loss.call(z, Targets, x[0], x[1]),
            (z, x) => 0.25 * x[0] - (x[1] * (x[0].unsqueeze(1) * z + tensor(shift)).log_softmax(1)).sum(1),
            Numbers, Soft);

        Tensor logits = Logits;
        Tensor value = loss.call(logits, Targets, Numbers, Soft);
        value[2].backward();
        double[] row = Gradients.Numbers(logits.detach()[2]), soft = Gradients.Numbers(Soft[2]);
        double scale = Numbers[2].item<double>();
        Assert.Equal(value[2].item<double>(), OrderLoss.EvaluateWithGradient(row, 1, gradient, shift, scale, soft, 0.25), 1e-12);
        Assert.Equal(value[2].item<double>(), OrderLoss.EvaluateReference(row, 1, shift, scale, soft, 0.25), 1e-12);
        Gradients.Numbers(logits.grad![2]).CopyTo(expected, 0);
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

        float[] narrow = [.. row.Select(x => (float)x)], narrowSoft = [.. soft.Select(x => (float)x)];
        Assert.Equal(value[2].item<double>(), OrderLoss.Evaluate(narrow, 1, shift, scale, narrowSoft, 0.25), 1e-5);
    }
}
