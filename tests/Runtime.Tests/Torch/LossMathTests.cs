using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The functions that declarations have beside those of <c>Math</c>: precise, and the same in all forms of a loss.</summary>
public sealed class LossMathTests
{
    [Theory]
    [InlineData(0, 0.6931471805599453, 0.5)]
    [InlineData(1, 1.3132616875182228, 0.7310585786300049)]
    [InlineData(-1, 0.31326168751822286, 0.2689414213699951)]
    [InlineData(-40, 4.248354255291589e-18, 4.248354255291589e-18)]
    [InlineData(-740, 4.2e-322, 4.2e-322)]
    [InlineData(800, 800, 1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 0, 0)]
    public void Is_precise_and_does_not_overflow(double x, double softplus, double sigmoid)
    {
        Close(softplus, LossMath.Softplus(x));
        Close(sigmoid, LossMath.Sigmoid(x));
        Close(-softplus, LossMath.LogSigmoid(-x));
    }

    [Fact]
    public void Of_NaN_is_NaN()
    {
        Assert.True(double.IsNaN(LossMath.Softplus(double.NaN)));
        Assert.True(double.IsNaN(LossMath.Sigmoid(double.NaN)));
        Assert.True(double.IsNaN(LossMath.LogSigmoid(double.NaN)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(2000)]
    public void Plain_CSharp_kernel_and_torch_agree(double magnitude)
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new LogisticLoss(0.75, reduction: nn.Reduction.None);
        Tensor logits = magnitude * randn([32, 4], float64), targets = randint(0, 4, [32], int64);
        Tensor expected(Tensor x) =>
            -(0.75 * x.gather(1, targets.unsqueeze(1)).squeeze(1)).log_sigmoid() + x.mean([1]).sigmoid() * (0.75 * x.logsumexp(1)).log_sigmoid();
        foreach (Func<Tensor, Tensor, Tensor> form in Gradients.Forms(loss))
        {
            Gradients.AssertClose(expected(logits), form(logits, targets), 1e-14);
            Gradients.AssertClose(Gradients.Of(expected, logits), Gradients.Of(x => form(x, targets), logits), 1e-12);
        }

        double[] all = Gradients.Numbers(logits), losses = Gradients.Numbers(loss.forward(logits, targets));
        for (int i = 0; i < losses.Length; i++)
        {
            double reference = LogisticLoss.EvaluateReference(all.AsSpan(4 * i, 4), (int)targets[i].ToInt64(), 0.75);
            Assert.Equal(reference, losses[i], 1e-14 * Math.Max(1e-290, Math.Abs(reference)));
        }
    }

    private static void Close(double expected, double actual)
    {
        if (!expected.Equals(actual))
            Assert.Equal(expected, actual, 1e-15 * Math.Abs(expected) + 1e-323);
    }
}
