using System.Runtime.InteropServices;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Gpu;
using SparseLsr.Gen.Tests.Inputs;
using SparseLsr.Gen.Tests.Torch;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.LinearLayers;

/// <summary><c>forward_linear</c> against the loss of all logits, differentiated by libtorch through the layer.</summary>
public sealed class ForwardLinearTests
{
    private const int Classes = 13;

    private static readonly Dictionary<string, Func<nn.Reduction, SparseTargetLoss>> s_losses = new()
    {
        ["CrossEntropyLoss"] = reduction => new CrossEntropyLoss(ignore_index: Layer.Ignored, reduction: reduction),
        ["CrossEntropyLoss, weighted"] = reduction => new CrossEntropyLoss(Weights(), Layer.Ignored, reduction),
        ["LabelSmoothingLoss, weighted"] = reduction => new LabelSmoothingLoss(weight: Weights(), ignore_index: Layer.Ignored, reduction: reduction),
        ["SparseLsrLoss"] = reduction => new SparseLsrLoss(ignore_index: Layer.Ignored, reduction: reduction),
        ["SoftcapCrossEntropyLoss"] = reduction => new SoftcapCrossEntropyLoss(2, 0.1, ignore_index: Layer.Ignored, reduction: reduction),
        ["BrierLoss"] = reduction => new BrierLoss(ignore_index: Layer.Ignored, reduction: reduction),
        ["MultiMarginLoss"] = reduction => new MultiMarginLoss(ignore_index: Layer.Ignored, reduction: reduction),
        ["BalancedSoftmaxLoss"] = reduction => new BalancedSoftmaxLoss(Weights(), ignore_index: Layer.Ignored, reduction: reduction),
    };

    public static TheoryData<string> Losses => [.. s_losses.Keys];

    private static Tensor Weights() => Gradients.Waves(0.7, 0, 0.3, 1, Classes);

    private static Tensor Forward(SparseTargetLoss loss, Layer layer, long? chunkRows) =>
        loss.forward_linear(layer.Input, layer.Weight, layer.Targets, layer.Bias, chunkRows);

    private static void Check(SparseTargetLoss loss, Layer exact, ScalarType type, long? chunkRows, double tolerance)
    {
        Layer given = exact.To(type);
        exact = exact.To(float64);
        Tensor expected = loss.forward(exact.Logits(), exact.Targets);
        Tensor upstream = (arange(expected.NumberOfElements, float64) + Gradients.Waves(0, 0, 0, 0.5, 1)).reshape(expected.shape);
        expected.backward([upstream]);
        if (type != float64)
            loss.to(type);
        Tensor actual = Forward(loss, given, chunkRows);
        Assert.Equal(type, actual.dtype);
        actual.backward([upstream.to(type)]);
        Gradients.AssertClose(expected, actual, tolerance);
        foreach ((Tensor right, Tensor found) in exact.Leaves.Zip(given.Leaves))
        {
            Assert.Equal(type, found.grad!.dtype);
            Gradients.AssertClose(right.grad!, found.grad!, tolerance);
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void Is_the_loss_of_all_logits(string name)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            using var scope = NewDisposeScope();
            foreach ((long[] rows, long? chunk, bool hasBias, bool anyIgnored) in
                ((long[], long?, bool, bool)[])[([7], null, true, true), ([7], 3, true, false), ([2, 4], 1, false, true), ([], 1, true, false)])
            {
                using SparseTargetLoss loss = s_losses[name](reduction);
                Check(loss, Layer.Of(rows, Classes, hasBias, anyIgnored), float64, chunk, 1e-12);
            }
        }
    }

    /// <summary>16-bit types are computed in float32, and only the result is rounded.</summary>
    [Theory]
    [InlineData(ScalarType.Float32, 3e-6)]
    [InlineData(ScalarType.BFloat16, 8e-3)]
    [InlineData(ScalarType.Float16, 2e-3)]
    public void Other_types(ScalarType type, double tolerance)
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            using var scope = NewDisposeScope();
            using var loss = new CrossEntropyLoss(Weights(), Layer.Ignored, reduction);
            Check(loss, Layer.Of([9], Classes), type, 2, tolerance);
        }
    }

    [Fact]
    public void Inputs_of_the_rows()
    {
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            using var scope = NewDisposeScope();
            using var loss = new InputsLoss(Weights(), 0.7, null, Layer.Ignored, reduction);
            Layer layer = Layer.Of([2, 4], Classes), given = layer.To(float64);
            layer = layer.To(float64);
            Tensor margin = Leaf(1, 2, 4), scale = Leaf(2, 2, 4), soft = Gradients.Waves(0.3, 1, 1, 0, 2, 4, Classes), cost = soft.abs();
            Tensor givenMargin = Leaf(1, 2, 4), givenScale = Leaf(2, 2, 4);
            Tensor expected = loss.forward(layer.Logits(), layer.Targets, margin, First(soft), scale, First(cost));
            Tensor actual = loss.forward_linear(
                given.Input, given.Weight, given.Targets, given.Bias, givenMargin, soft, givenScale, cost, chunk_rows: 3);
            Gradients.AssertClose(expected, actual, 1e-12);
            Tensor upstream = (arange(expected.NumberOfElements, float64) + Gradients.Waves(0, 0, 0, 0.5, 1)).reshape(expected.shape);
            expected.backward([upstream]);
            actual.backward([upstream]);
            foreach ((Tensor right, Tensor found) in layer.Leaves.Concat([margin, scale]).Zip(given.Leaves.Concat([givenMargin, givenScale])))
                Gradients.AssertClose(right.grad!, found.grad!, 1e-12);
        }

        static Tensor Leaf(double phase, params long[] shape) => Gradients.Waves(1.1, phase, 1, 0, shape).requires_grad_();

        static Tensor First(Tensor likeLogits) => likeLogits.movedim([-1], [1]);
    }

    [Fact]
    public void Metrics_are_those_of_all_logits()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored);
        Layer layer = Layer.Of([2, 4], Classes).To(float64);
        (Tensor expected, CrossEntropyLoss.Metrics right) = loss.forward_with_metrics(layer.Logits(), layer.Targets);
        (Tensor actual, CrossEntropyLoss.Metrics found) =
            loss.forward_linear_with_metrics(layer.Input, layer.Weight, layer.Targets, layer.Bias, 3);
        Gradients.AssertClose(expected, actual, 1e-12);
        Gradients.AssertClose(right.LogProb, found.LogProb, 1e-12);
        Gradients.AssertClose(right.Entropy, found.Entropy, 1e-12);
        Gradients.AssertClose(right.IsCorrect, found.IsCorrect, 0);
        Assert.Equal(right.Count.item<long>(), found.Count.item<long>());
    }

    /// <summary>On the device that executes the PTX of the kernels; the products are libtorch's in either case.</summary>
    [Fact]
    public void GPU()
    {
        using var device = new InterpretedDevice();
        foreach (string name in (string[])["CrossEntropyLoss, weighted", "SoftcapCrossEntropyLoss", "BrierLoss"])
        {
            foreach (nn.Reduction reduction in (nn.Reduction[])[nn.Reduction.None, nn.Reduction.Mean])
            {
                using var scope = NewDisposeScope();
                Layer exact = Layer.Of([5], Classes), given = exact.To(float32);
                exact = exact.To(float64);
                using SparseTargetLoss loss = s_losses[name](reduction), ofDevice = s_losses[name](reduction);
                ofDevice.to(float32);
                ofDevice.Core.Emulation = device;
                Tensor expected = loss.forward(exact.Logits(), exact.Targets), actual = Forward(ofDevice, given, 2);
                expected.sum().backward();
                actual.sum().backward();
                Gradients.AssertClose(expected, actual, 5e-5);
                foreach ((Tensor right, Tensor found) in exact.Leaves.Zip(given.Leaves))
                    Gradients.AssertClose(right.grad!, found.grad!, 5e-5);
            }
        }
    }

    /// <summary>A row's product has the same bits in every chunk but for what the library's products of other sizes round differently.</summary>
    [Fact]
    public void The_size_of_the_chunks_does_not_matter()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(reduction: nn.Reduction.None);
        Layer layer = Layer.Of([50], 1000, anyIgnored: false).To(float32);
        Tensor all = Forward(loss, layer, null);
        foreach (long rows in (long[])[1, 7, 16, 49, 50, 1000])
            Gradients.AssertClose(all, Forward(loss, layer, rows), 1e-6);
    }

    [Fact]
    public void Only_what_asks_for_a_gradient_gets_one()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored);
        Layer exact = Layer.Of([7], Classes).To(float64);
        loss.forward(exact.Logits(), exact.Targets).backward();
        for (int i = 0; i < 3; i++)
        {
            Layer given = Layer.Of([7], Classes).To(float64);
            foreach ((int place, Tensor leaf) in given.Leaves.Index())
                leaf.requires_grad = place == i;
            Forward(loss, given, 2).backward();
            Gradients.AssertClose(exact.Leaves[i].grad!, given.Leaves[i].grad!, 1e-12);
        }
        using (no_grad())
            Assert.False(Forward(loss, exact, 2).requires_grad);
    }

    [Theory]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.None)]
    public void A_second_backward(nn.Reduction reduction)
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored, reduction: reduction);
        Layer layer = Layer.Of([7], Classes).To(float64);
        Tensor result = Forward(loss, layer, 2).sum();
        IList<Tensor> first = autograd.grad([result], layer.Leaves, retain_graph: true);
        IList<Tensor> again = autograd.grad([result], layer.Leaves);
        foreach ((Tensor right, Tensor found) in first.Zip(again))
            Gradients.AssertClose(right, found, 1e-14);
    }

    [Theory]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.None)]
    public void Second_derivatives(nn.Reduction reduction)
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored, reduction: reduction);
        Layer exact = Layer.Of([7], Classes).To(float64), given = exact.To(float64);
        Second(loss.ComposedForward(exact.Logits(), exact.Targets), exact).backward();
        Second(Forward(loss, given, 2), given).backward();
        foreach ((Tensor right, Tensor found) in exact.Leaves.Zip(given.Leaves))
            Gradients.AssertClose(right.grad!, found.grad!, 1e-11);

        static Tensor Second(Tensor loss, Layer layer)
        {
            IList<Tensor> gradients = autograd.grad([loss.sum()], layer.Leaves, retain_graph: true, create_graph: true);
            return gradients.Select(gradient => (gradient * gradient).sum()).Aggregate((sum, next) => sum + next);
        }
    }

    [Theory]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.Sum)]
    [InlineData(nn.Reduction.None)]
    public void No_row_counts(nn.Reduction reduction)
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored, reduction: reduction);
        foreach (long rows in (long[])[0, 3])
        {
            Layer layer = Layer.Of([rows], Classes).To(float32);
            layer = layer with { Targets = full_like(layer.Targets, Layer.Ignored) };
            Tensor result = Forward(loss, layer, null);
            Gradients.AssertClose(zeros_like(result), result, 0);
            result.sum().backward();
            foreach (Tensor leaf in layer.Leaves)
                Gradients.AssertClose(zeros_like(leaf), leaf.grad!, 0);
        }
    }

    [Fact]
    public void A_denominator_takes_the_place_of_the_number_of_rows()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored) { denominator = 11 };
        Check(loss, Layer.Of([7], Classes), float64, 2, 1e-12);
    }

    /// <summary>Where there are no kernels, all logits are made.</summary>
    [Fact]
    public void A_device_without_kernels()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: Layer.Ignored, reduction: nn.Reduction.None) { Core = { HasNoKernels = true } };
        Check(loss, Layer.Of([2, 4], Classes), float64, 2, 1e-12);
    }

    [Fact]
    public void Tensors_changed_since_forward_are_an_error()
    {
        using var scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(reduction: nn.Reduction.None);
        Layer layer = Layer.Of([7], Classes, anyIgnored: false).To(float32);
        Tensor result = Forward(loss, layer, null).sum();
        using (no_grad())
            layer.Weight.zero_();
        ExternalException exception = Assert.ThrowsAny<ExternalException>(() => result.backward());
        Assert.True(exception.Data.Contains(SparseTargetLoss.BackwardExceptionKey));
    }

    [Fact]
    public void A_module_of_the_layer_and_its_loss()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var module = new LinearLoss(nn.Linear(Layer.Features, Classes), new CrossEntropyLoss(), chunk_rows: 4);
        Assert.Equal(["linear.weight", "linear.bias"], module.named_parameters().Select(parameter => parameter.name));
        Layer layer = Layer.Of([9], Classes, anyIgnored: false).To(float32);
        Tensor expected = module.criterion.forward(module.linear.forward(layer.Input), layer.Targets);
        Gradients.AssertClose(expected, module.forward(layer.Input, layer.Targets), 1e-6);
        using var optimizer = optim.SGD(module.parameters(), 1);
        Tensor loss = module.forward(layer.Input, layer.Targets);
        loss.backward();
        optimizer.step();
        Assert.True(module.forward(layer.Input, layer.Targets).item<float>() < loss.item<float>());
    }
}
