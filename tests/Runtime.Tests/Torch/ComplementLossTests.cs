using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The entropy of the other classes and the number of the target, in all forms of a loss and against torch.</summary>
public sealed class ComplementLossTests
{
    private const double Masked = double.NegativeInfinity;

    [Theory]
    [InlineData(ScalarType.Float64, 1e-14)]
    [InlineData(ScalarType.Float32, 2e-6)]
    public void Entropy_of_the_others_is_torchs(ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new ComplementObjectiveLoss(0.5, reduction: nn.Reduction.Sum);
        Tensor logits = (3 * randn([32, 6], float64)).to_type(type), targets = randint(0, 6, [32], int64);
        Tensor isTarget = nn.functional.one_hot(targets, 6).to_type(ScalarType.Bool);
        Tensor expected(Tensor x)
        {
            Tensor logShares = x.masked_fill(isTarget, -1e5).log_softmax(1);
            return nn.functional.cross_entropy(x, targets, reduction: nn.Reduction.Sum) + 0.5 * (logShares.exp() * logShares).sum() / 5;
        }
        AssertSame(loss, expected, logits, targets, tolerance);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-14)]
    [InlineData(ScalarType.Float32, 2e-6)]
    public void Number_of_the_target_is_its_class(ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new TargetWeightedLoss(3, reduction: nn.Reduction.Sum);
        Tensor logits = (3 * randn([32, 6], float64)).to_type(type), targets = randint(0, 6, [32], int64);
        Tensor weight = tensor(new[] { 1, 7.0 / 6, 8.0 / 6, 0.25, 0.25, 0.25 }).to_type(type);
        AssertSame(loss, x => nn.functional.cross_entropy(x, targets, weight, reduction: nn.Reduction.Sum), logits, targets, tolerance);
        Assert.Equal(
            TargetWeightedLoss.EvaluateReference([0.5, 1, -2], 2, 3), TargetWeightedLoss.Evaluate([0.5, 1, -2], 2, 3), 1e-15);
    }

    [Fact]
    public void Entropy_of_no_other_class_is_zero()
    {
        double[] logits = [Masked, 2, Masked];
        var gradient = new double[3];
        Assert.Equal(0, ComplementObjectiveLoss.EvaluateReference(logits, 1));
        Assert.Equal(0, ComplementObjectiveLoss.EvaluateWithGradient(logits, 1, gradient));
        Assert.Equal([0, 0, 0], gradient);
        using DisposeScope scope = NewDisposeScope();
        using var loss = new ComplementObjectiveLoss();
        Tensor row = tensor(logits).unsqueeze(0), target = ones(1, int64);
        Assert.Equal(0, loss.ComposedForward(row, target).ToDouble());
        Assert.Equal([0.0, 0, 0], Gradients.Numbers(Gradients.Of(x => loss.ComposedForward(x, target), row)));
    }

    private static void AssertSame(
        SparseTargetLoss loss, Func<Tensor, Tensor> expected, Tensor logits, Tensor targets, double tolerance)
    {
        foreach (Func<Tensor, Tensor, Tensor> form in Gradients.Forms(loss))
        {
            Gradients.AssertClose(expected(logits), form(logits, targets), tolerance);
            Gradients.AssertClose(Gradients.Of(expected, logits), Gradients.Of(x => form(x, targets), logits), tolerance);
        }
    }
}
