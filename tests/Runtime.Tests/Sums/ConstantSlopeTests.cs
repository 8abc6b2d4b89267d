using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Sums;

/// <summary>A transform whose slope is the same for all other classes: the gradient is that of the coefficients, times the slope.</summary>
[SparseTargetLoss]
public sealed partial class ScaledSmoothingLoss
{
    private static double Logit(RowClass c, ClassVector bias, double scale = 0.7) =>
        c.IsTarget ? 1.5 * c.Logit - bias[c] : scale * c.Logit + bias[c];

    private static double Loss(Row row, double smoothing = 0.1) => -(1 - smoothing) * row.LogProb - smoothing * row.MeanLogProb;
}

/// <summary>Such losses against themselves, composed of torch operations.</summary>
public sealed class ConstantSlopeTests
{
    [Theory]
    [InlineData(3, 2, ScalarType.Float64, 1e-11)]
    [InlineData(4, 33, ScalarType.Float64, 1e-11)]
    [InlineData(4, 33, ScalarType.Float32, 2e-5)]
    [InlineData(2, 1030, ScalarType.Float32, 2e-5)]
    [InlineData(1, 40_000, ScalarType.Float32, 2e-5)]
    [InlineData(2, 70, ScalarType.BFloat16, 4e-2)]
    // Large enough to be stored past the caches, row after row.
    [InlineData(40, 120_000, ScalarType.Float32, 2e-5)]
    public void Kernel_is_the_composed_form(int rows, int classes, ScalarType type, double relative)
    {
        string[] kinds = classes > 100_000 ? ["plain"] : ["plain", "masked", "strided"];
        foreach (string kind in kinds)
        {
            using var scope = NewDisposeScope();
            Tensor bias = arange(classes, float64).sin(), targets = (arange(rows) * 5).remainder(classes).to_type(int64);
            Tensor logits = (arange((long)rows * classes, float64) * 1.7).sin().mul(3).reshape(rows, classes).to(type);
            Tensor masked = arange(classes).remainder(4).eq(3).logical_and(nn.functional.one_hot(targets, classes).eq(0));
            if (kind == "masked" && classes > 4)
                logits = logits.masked_fill(masked, double.NegativeInfinity);
            if (kind == "strided")
                logits = logits.t().contiguous().t();
            using var loss = new ScaledSmoothingLoss(bias, reduction: nn.Reduction.None);
            Tensor upstream = arange(rows, float64) + 0.5;
            (double[] values, double[] gradient) = Run(loss.forward, type);
            (double[] expected, double[] expectedGradient) = Run(loss.ComposedForward, float64);
            var result = new CheckResult();
            double finite = expected.Where(double.IsFinite).Append(1).Max(Math.Abs);
            for (int i = 0; i < rows; i++)
                result.Check(values[i], expected[i], relative * finite, () => $"{kind}, loss");
            result.Check(gradient, expectedGradient, relative * expectedGradient.Max(Math.Abs), () => kind);
            result.AssertRight();

            (double[], double[]) Run(Func<Tensor, Tensor, Tensor> forward, ScalarType dtype)
            {
                Tensor leaf = logits.detach().to(dtype).requires_grad_(), value = forward(leaf, targets);
                value.backward([upstream.to(dtype)]);
                return (Gradients.Numbers(value.to(float64)), Gradients.Numbers(leaf.grad!.to(float64).contiguous()));
            }
        }
    }
}
