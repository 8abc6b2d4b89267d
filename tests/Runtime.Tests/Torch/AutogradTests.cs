using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>How the loss behaves as a part of libtorch's autograd graph.</summary>
public sealed class AutogradTests
{
    public static TheoryData<string, nn.Reduction> Losses()
    {
        var data = new TheoryData<string, nn.Reduction>();
        foreach (string name in new[] { "cross entropy", "smoothing", "confidence" })
        {
            foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
                data.Add(name, reduction);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_is_that_of_the_composed_loss(string name, nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case(name, reduction);
        Tensor upstream = randn_like(loss.forward(logits, targets));
        Gradients.AssertClose(loss.ComposedForward(logits, targets), loss.forward(logits, targets), 1e-12);
        Gradients.AssertClose(
            Gradients.Of(x => loss.ComposedForward(x, targets), logits, upstream),
            Gradients.Of(x => loss.forward(x, targets), logits, upstream), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_can_be_differentiated_again(string name, nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case(name, reduction);
        Tensor upstream = randn_like(loss.forward(logits, targets));
        Tensor v = randn_like(logits);
        (Tensor ByInput, Tensor ByUpstream) expected =
            Gradients.OfGradient(x => loss.ComposedForward(x, targets), logits, upstream, v);
        (Tensor ByInput, Tensor ByUpstream) actual = Gradients.OfGradient(x => loss.forward(x, targets), logits, upstream, v);
        Gradients.AssertClose(expected.ByInput, actual.ByInput, 1e-11);
        Gradients.AssertClose(expected.ByUpstream, actual.ByUpstream, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_further_backward_is_computed_anew(string name, nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case(name, reduction);
        Tensor leaf = logits.detach().requires_grad_();
        Tensor result = loss.forward(leaf, targets);
        Tensor expected = zeros_like(leaf);
        for (int i = 1; i <= 3; i++)
        {
            Tensor upstream = randn_like(result);
            result.backward([upstream], retain_graph: true);
            expected = expected + Gradients.Of(x => loss.ComposedForward(x, targets), logits, upstream);
        }
        Gradients.AssertClose(expected, leaf.grad!, 1e-12);
    }

    [Fact]
    public void Upstream_may_be_expanded_or_strided()
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case("smoothing", nn.Reduction.None);
        foreach (Tensor upstream in new[] { tensor(2.5, float64).expand(targets.shape), randn([4, 3], float64).t() })
        {
            Gradients.AssertClose(
                Gradients.Of(x => loss.ComposedForward(x, targets), logits, upstream),
                Gradients.Of(x => loss.forward(x, targets), logits, upstream), 1e-12);
        }
    }

    [Fact]
    public void Backward_uses_the_parameters_of_its_forward()
    {
        using DisposeScope scope = NewDisposeScope();
        (_, Tensor logits, Tensor targets) = Case("smoothing", nn.Reduction.None);
        using var loss = new HandWrittenSmoothingLoss(0.3, reduction: nn.Reduction.None);
        Tensor expected = Gradients.Of(x => loss.ComposedForward(x, targets), logits);
        Tensor actual = Gradients.Of(
            x =>
            {
                Tensor result = loss.forward(x, targets);
                loss.smoothing = 0.9;
                return result;
            }, logits);
        Gradients.AssertClose(expected, actual, 1e-12);
    }

    [Fact]
    public void No_node_is_made_where_no_gradient_is_wanted()
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case("cross entropy", nn.Reduction.Mean);
        Tensor leaf = logits.requires_grad_();
        Assert.True(loss.forward(leaf, targets).requires_grad);
        Assert.False(loss.forward(logits.detach(), targets).requires_grad);
        using (no_grad())
            Assert.False(loss.forward(leaf, targets).requires_grad);
        using (inference_mode())
            Assert.False(loss.forward(leaf, targets).requires_grad);
    }

    [Theory]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.None)]
    public void Leaf_owns_the_gradient_it_was_given(nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = randn([128, 512]).requires_grad_();
        using var loss = new HandWrittenCrossEntropyLoss(reduction: reduction);
        Tensor targets = zeros([128], int64);
        loss.forward(leaf, targets).sum().backward(retain_graph: true);
        Tensor expected = leaf.grad!.clone();

        // Whatever becomes of .grad, neither the graph nor the next step sees it.
        leaf.grad!.fill_(7);
        leaf.grad = null;
        loss.forward(leaf, targets).sum().backward();
        Gradients.AssertClose(expected, leaf.grad!, 0);
    }

    [Theory]
    [InlineData("logits")]
    [InlineData("targets")]
    public void Change_in_place_before_backward_is_an_error(string changed)
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case("cross entropy", nn.Reduction.None);
        Tensor input = logits.requires_grad_() * 1;
        Tensor result = loss.forward(input, targets).sum();
        if (changed == "logits")
            input.add_(1);
        else
            targets.zero_();

        var thrown = Assert.Throws<ExternalException>(() => result.backward());
        var cause = Assert.IsType<Exception>(thrown.Data[SparseTargetLoss.BackwardExceptionKey], exactMatch: false);
        Assert.Contains("modified by an inplace operation", cause.Message, StringComparison.Ordinal);
        Assert.Null(logits.grad);
    }

    [Fact]
    public void Change_in_place_does_not_touch_a_gradient_that_was_computed_before()
    {
        using DisposeScope scope = NewDisposeScope();
        (SparseTargetLoss loss, Tensor logits, Tensor targets) = Case("cross entropy", nn.Reduction.Mean);
        Tensor expected = Gradients.Of(x => loss.ComposedForward(x, targets), logits);
        Tensor actual = Gradients.Of(
            x =>
            {
                Tensor input = x * 1;
                Tensor result = loss.forward(input, targets);
                input.zero_();
                return result;
            }, logits);
        Gradients.AssertClose(expected, actual, 1e-12);
    }

    [Fact]
    public void Exception_in_backward_reaches_its_caller_and_harms_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new FaultyLoss();
        Tensor leaf = randn([3, 4]).requires_grad_();
        Tensor targets = zeros([3], int64);
        for (int i = 0; i < 3; i++)
        {
            Tensor result = loss.forward(leaf, targets).sum();
            var thrown = Assert.Throws<ExternalException>(() => result.backward());
            var cause = Assert.IsType<InvalidOperationException>(thrown.Data[SparseTargetLoss.BackwardExceptionKey]);
            Assert.Equal(FaultyLoss.Message, cause.Message);
        }
        Assert.Null(leaf.grad);

        using var sound = new HandWrittenCrossEntropyLoss();
        sound.forward(leaf, targets).backward();
        Assert.NotNull(leaf.grad);
    }

    private static (SparseTargetLoss Loss, Tensor Logits, Tensor Targets) Case(string name, nn.Reduction reduction)
    {
        using var generator = new torch.Generator(11);
        Tensor logits = randn([3, 5, 4], float64, generator: generator) * 2;
        Tensor targets = randint(0, 5, [3, 4], generator: generator);
        targets[0, 0] = 3;
        targets[1, 1] = -100;
        Tensor weight = rand(5, float64, generator: generator) + 0.5;
        SparseTargetLoss loss = name switch
        {
            "cross entropy" => new HandWrittenCrossEntropyLoss(weight, reduction: reduction),
            "smoothing" => new HandWrittenSmoothingLoss(0.2, weight, reduction: reduction),
            _ => new HandWrittenConfidenceLoss(0.3, weight, reduction: reduction),
        };
        return (loss, logits, targets);
    }
}
