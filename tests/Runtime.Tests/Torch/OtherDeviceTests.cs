using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Devices without kernels, for which tensors of the CPU stand in: the loss is composed of torch operations.</summary>
public sealed class OtherDeviceTests
{
    public static TheoryData<nn.Reduction> Reductions => [.. Enum.GetValues<nn.Reduction>()];

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Loss_and_derivatives_are_those_of_the_kernels(nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = randn([4, 5, 3], float64), targets = randint(0, 5, [3, 4], int64).t(), weight = rand([5], float64) + 0.5;
        targets[0, 0] = -100;
        using var kernels = new LabelSmoothingLoss(weight: weight, reduction: reduction);
        using var composed = new LabelSmoothingLoss(weight: weight, reduction: reduction, inplace_gradient: true) { Core = { HasNoKernels = true } };
        Tensor upstream = randn_like(kernels.forward(logits, targets)), v = randn_like(logits);
        foreach (double? denominator in (double?[])[null, 7])
        {
            kernels.denominator = composed.denominator = denominator;
            Gradients.AssertClose(kernels.forward(logits, targets), composed.forward(logits, targets), 1e-12);
            Gradients.AssertClose(
                Gradients.Of(x => kernels.forward(x, targets), logits, upstream),
                Gradients.Of(x => composed.forward(x, targets), logits, upstream), 1e-12);
            (Tensor ByInput, Tensor ByUpstream) expected = Gradients.OfGradient(x => kernels.forward(x, targets), logits, upstream, v);
            (Tensor ByInput, Tensor ByUpstream) actual = Gradients.OfGradient(x => composed.forward(x, targets), logits, upstream, v);
            Gradients.AssertClose(expected.ByInput, actual.ByInput, 1e-11);
            Gradients.AssertClose(expected.ByUpstream, actual.ByUpstream, 1e-11);
        }
    }

    [Fact]
    public void Dtype_is_that_of_the_logits_and_no_row_is_0()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new BrierLoss { Core = { HasNoKernels = true } };
        Tensor leaf = randn([2, 3]).to_type(bfloat16).requires_grad_();
        Tensor result = loss.forward(leaf, full_like(tensor([0L, 1]), (-100L).ToScalar()));
        result.backward();
        Assert.Equal(bfloat16, result.dtype);
        Assert.Equal(bfloat16, leaf.grad!.dtype);
        Gradients.AssertClose(zeros([2, 3]), leaf.grad, 0);
        Assert.Equal(0, result.to_type(float32).item<float>());
    }

    [Fact]
    public void Wrong_targets_are_refused_at_once()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss { Core = { HasNoKernels = true } };
        var thrown = Assert.Throws<ArgumentException>("targets", () => loss.forward(zeros([2, 3]), tensor([0L, 3])));
        Assert.StartsWith("targets[1] is 3; expected a class in [0, 3) or ignore_index -100.", thrown.Message, StringComparison.Ordinal);
    }
}
