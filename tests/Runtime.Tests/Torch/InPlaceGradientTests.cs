using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Gradients written over the logits.</summary>
public sealed class InPlaceGradientTests
{
    public static TheoryData<nn.Reduction, ScalarType> Kinds => new MatrixTheoryData<nn.Reduction, ScalarType>(
        [nn.Reduction.Mean, nn.Reduction.Sum, nn.Reduction.None],
        [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Float16]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Are_the_same_numbers_in_the_memory_of_the_logits(nn.Reduction reduction, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        using var weights = rand(6, 37, dtype: dtype, requires_grad: true);
        Tensor targets = arange(6, dtype: ScalarType.Int64) * 5;
        Tensor expected = Backward(new LabelSmoothingLoss(reduction: reduction), weights, targets, out _);
        Tensor actual = Backward(new LabelSmoothingLoss(reduction: reduction, inplace_gradient: true), weights, targets, out Tensor logits);
        Assert.True(expected.equal(actual).all().item<bool>());
        // The gradient flowed on from the logits' own memory.
        using Tensor overwritten = logits.detach() * 2;
        Assert.True(overwritten.equal(actual).all().item<bool>());
    }

    [Fact]
    public void Fail_a_second_backward_loudly()
    {
        using var scope = NewDisposeScope();
        Tensor weights = rand(4, 9, requires_grad: true), targets = zeros(4, dtype: ScalarType.Int64);
        Tensor loss = new CrossEntropyLoss(inplace_gradient: true).forward(weights * 2, targets);
        loss.backward(retain_graph: true);
        Assert.Throws<ExternalException>(() => loss.backward());
    }

    [Fact]
    public void Fail_the_backward_of_another_operation_that_kept_the_logits()
    {
        using var scope = NewDisposeScope();
        Tensor weights = rand(4, 9, requires_grad: true), targets = zeros(4, dtype: ScalarType.Int64);
        Tensor logits = weights.exp();
        new CrossEntropyLoss(inplace_gradient: true).forward(logits, targets);
        var thrown = Assert.Throws<ExternalException>(() => logits.sum().backward());
        Assert.Contains("modified by an inplace operation", thrown.Message);
    }

    [Fact]
    public void Are_refused_where_logits_share_memory()
    {
        using var scope = NewDisposeScope();
        Tensor logits = rand(1, 9, requires_grad: true).expand(4, 9), targets = zeros(4, dtype: ScalarType.Int64);
        Tensor before = logits.detach().clone();
        var thrown = Assert.Throws<ArgumentException>(() => new CrossEntropyLoss(inplace_gradient: true).forward(logits, targets));
        Assert.Contains("overlap in memory", thrown.Message);
        Assert.True(before.equal(logits).all().item<bool>());
    }

    [Fact]
    public void Leave_the_logits_alone_where_no_gradient_is_wanted()
    {
        using var scope = NewDisposeScope();
        Tensor logits = rand(4, 9), before = logits.clone();
        new CrossEntropyLoss(inplace_gradient: true).forward(logits, zeros(4, dtype: ScalarType.Int64));
        Assert.True(before.equal(logits).all().item<bool>());
    }

    /// <summary>The gradient of weights behind logits = 2·weights.</summary>
    private static Tensor Backward(SparseTargetLoss criterion, Tensor weights, Tensor targets, out Tensor logits)
    {
        weights.grad = null;
        logits = weights * 2;
        Tensor loss = criterion.forward(logits, targets);
        (loss * 3).sum().backward();
        return weights.grad!.clone();
    }
}
