using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.LinearLayers;

/// <summary>A linear layer's tensors and what it is given, all of which ask for gradients; numbers that every type has.</summary>
internal sealed record Layer(Tensor Input, Tensor Weight, Tensor? Bias, Tensor Targets)
{
    public const int Features = 6;
    public const long Ignored = 2;

    /// <summary>Rows of one dimension or more; every third target is <see cref="Ignored"/>, unless none is to be.</summary>
    public static Layer Of(long[] rows, int classes, bool hasBias = true, bool anyIgnored = true)
    {
        long count = rows.Aggregate(1L, (product, size) => product * size);
        long[] targets = [.. Enumerable.Range(0, (int)count).Select(i => anyIgnored && i % 3 == 1 ? Ignored : i * 7 % (classes - 3) + 3)];
        return new Layer(
            Exact(Gradients.Waves(1.7, 0, 1, 0, [.. rows, Features])), Exact(Gradients.Waves(0.9, 1, 1, 0, classes, Features)),
            hasBias ? Exact(Gradients.Waves(1.3, 2, 1, 0, classes)) : null, tensor(targets, rows));
    }

    public Layer To(ScalarType type) => new(
        Input.detach().to(type).requires_grad_(), Weight.detach().to(type).requires_grad_(), Bias?.detach().to(type).requires_grad_(),
        Targets.clone());

    /// <summary>All logits, classes after the rows' first dimension as torch has them.</summary>
    public Tensor Logits()
    {
        Tensor logits = nn.functional.linear(Input, Weight, Bias);
        return logits.Dimensions > 2 ? logits.movedim([-1], [1]) : logits;
    }

    public Tensor[] Leaves => Bias is null ? [Input, Weight] : [Input, Weight, Bias];

    private static Tensor Exact(Tensor numbers) => numbers.to(ScalarType.BFloat16).to(float64).requires_grad_();
}
