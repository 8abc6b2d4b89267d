using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>float16 and bfloat16 logits, whose arithmetic is float32 and whose gradients are rounded once.</summary>
public sealed class NarrowTypeTests
{
    /// <summary>float16 itself ends before a loss scale of 65536; the same reaches the rows as 65536/N under no reduction.</summary>
    [Theory]
    [InlineData(ScalarType.Float16, nn.Reduction.Mean, 32768)]
    [InlineData(ScalarType.Float16, nn.Reduction.None, 65536)]
    [InlineData(ScalarType.BFloat16, nn.Reduction.Mean, 65536)]
    [InlineData(ScalarType.BFloat16, nn.Reduction.None, 65536)]
    public void One_over_N_is_not_lost_before_the_loss_scale_arrives(ScalarType dtype, nn.Reduction reduction, double scale)
    {
        const int Rows = 8192;
        using var scope = NewDisposeScope();
        Tensor values = (randn(Rows, 12) * 6).to(dtype), targets = arange(Rows) % 12;
        Tensor narrow = Gradient(values.clone()), wide = Gradient(values.to(ScalarType.Float32));

        Tensor kept = wide.to(dtype);
        Assert.True(kept.ne(0).logical_and(narrow.eq(0)).any().item<bool>() is false, "A gradient that the type can hold is 0.");
        double rounding = dtype == ScalarType.Float16 ? 1.0 / 1024 : 1.0 / 128;
        Tensor error = (narrow.to(ScalarType.Float32) - wide).abs() - wide.abs() * rounding;
        Assert.True(error.max().item<float>() <= 1e-7f, $"Beyond the rounding of {dtype} by {error.max().item<float>()}.");

        Tensor Gradient(Tensor logits)
        {
            logits.requires_grad_();
            Tensor loss = new CrossEntropyLoss(reduction: reduction).forward(logits, targets);
            Tensor scaled = reduction == nn.Reduction.None ? loss * (scale / Rows) : loss * scale;
            scaled.sum().backward();
            return logits.grad!;
        }
    }

    /// <summary>p − 1 is formed before it is rounded: at p = 0.999 a rounded p is 1.</summary>
    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void The_gradient_of_a_confident_target_keeps_its_precision(ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        foreach (double confidence in (double[])[4, 8, 12, 16])
        {
            Tensor logits = tensor(new[] { confidence, 0.0 }).unsqueeze(0).to(dtype).requires_grad_();
            new CrossEntropyLoss(reduction: nn.Reduction.Sum).forward(logits, zeros(1, dtype: ScalarType.Int64)).backward();
            double expected = -1 / (1 + Math.Exp(confidence)), actual = logits.grad![0, 0].to(ScalarType.Float64).item<double>();
            double smallest = dtype == ScalarType.Float16 ? 6e-8 : 0;
            Assert.InRange(actual, expected - Math.Abs(expected) / 128 - smallest, expected + Math.Abs(expected) / 128 + smallest);
        }
    }
}
