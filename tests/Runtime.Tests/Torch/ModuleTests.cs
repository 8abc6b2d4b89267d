using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The loss as a module, and what it leaves behind.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void Weight_follows_the_module_but_is_no_state_of_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new HandWrittenCrossEntropyLoss(tensor(new[] { 1f, 2f }));
        using var model = new Holder(loss);
        Assert.Equal(float32, loss.weight!.dtype);

        model.@double();
        Assert.Equal(float64, loss.weight!.dtype);
        Assert.Equal([1.0, 2.0], Gradients.Numbers(loss.weight));
        loss.to(float32);
        Assert.Equal(float32, loss.weight!.dtype);
        loss.forward(zeros([1, 2]), zeros([1], int64));

        Assert.Empty(model.state_dict());
        Assert.Empty(model.parameters());
        Assert.Empty(model.buffers());
    }

    [Fact]
    public void Weight_outlives_the_scope_and_the_tensor_it_came_from()
    {
        HandWrittenCrossEntropyLoss loss;
        using (NewDisposeScope())
        {
            using Tensor weight = tensor(new[] { 1f, 2f });
            loss = new HandWrittenCrossEntropyLoss(weight);
            weight[0] = 3f;
        }
        using (loss)
        {
            Assert.Equal([3.0, 2.0], Gradients.Numbers(loss.weight!));
            loss.to(float64);
        }
        Assert.True(loss.weight!.IsInvalid);
    }

    [Fact]
    public void Name_is_that_of_the_class()
    {
        using var loss = new HandWrittenCrossEntropyLoss();
        using var shipped = new LabelSmoothingLoss();
        Assert.Equal(nameof(HandWrittenCrossEntropyLoss), loss.GetName());
        Assert.Equal(nameof(LabelSmoothingLoss), shipped.GetName());
    }

    [Fact]
    public void Defaults_are_those_of_TorchSharp()
    {
        using var loss = new HandWrittenCrossEntropyLoss();
        Assert.Null(loss.weight);
        Assert.Equal(-100, loss.ignore_index);
        Assert.Null(loss.denominator);
        Assert.Equal(nn.Reduction.Mean, loss.reduction);
    }

    [Theory]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.None)]
    public void Nothing_is_left_behind_but_the_result(nn.Reduction reduction)
    {
        using var loss = new HandWrittenSmoothingLoss(reduction: reduction);
        using Tensor leaf = randn([256, 128]).requires_grad_();
        using Tensor targets = zeros([256], int64);
        Step();
        long before = Living();
        for (int i = 0; i < 3; i++)
            Step();
        Assert.Equal(before, Living());

        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor result = loss.forward(leaf, targets);
            Assert.Equal([result], scope.DisposablesView);
            Tensor gradient = autograd.grad([result], [leaf], [ones_like(result)], retain_graph: true, create_graph: true)[0];
            Assert.True(gradient.requires_grad);
            Assert.Equal(3, scope.DisposablesCount); // The upstream gradient is the third.
        }
        Assert.Equal(before, Living());

        void Step()
        {
            using Tensor result = loss.forward(leaf, targets);
            using Tensor sum = result.sum();
            sum.backward(retain_graph: true);
            sum.backward();
            leaf.grad = null;
            // The graph of a loss that nobody differentiates goes with it, its gradient too.
            loss.forward(leaf, targets).Dispose();
        }
    }

    [Fact]
    public void Graphs_are_made_and_dropped_on_many_threads()
    {
        using var loss = new HandWrittenCrossEntropyLoss();
        double[] sums = new double[8];
        Parallel.For(0, sums.Length, i =>
        {
            using Tensor leaf = full([4, 3], (double)i, float64).requires_grad_();
            using Tensor targets = zeros([4], int64);
            for (int step = 0; step < 200; step++)
            {
                using Tensor result = loss.forward(leaf, targets);
                result.backward();
            }
            using Tensor grad = leaf.grad!;
            sums[i] = Gradients.Numbers(grad)[0];
        });
        Assert.All(sums, sum => Assert.Equal(200 * (1.0 / 3 - 1) / 4, sum, 1e-10));
    }

    [Theory]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)", "no GLIBCXX_3.4.32")]
    [InlineData("libtorch_cpu.so: cannot open shared object file: No such file or directory", "libtorch is missing")]
    [InlineData("libtorch_cpu.so: cannot open shared object file", "libtorch-cpu-linux-x64, libtorch-cpu-win-x64, libtorch-cpu-win-arm64, libtorch-cpu-osx-arm64")]
    [InlineData("something else", "something else")]
    public void Message_says_what_is_missing_and_where_the_cure_is(string reason, string expected)
    {
        string message = NativeBackend.Explain(reason);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("\"When TorchSharp does not load\"", message, StringComparison.Ordinal);
    }

    private static long Living()
    {
        LifetimeStatistics statistics = DisposeScopeManager.Statistics.TensorStatistics;
        return statistics.ThreadTotalLiveCount;
    }

    private sealed class Holder : nn.Module
    {
        public Holder(nn.Module loss)
            : base("holder") => register_module("loss", loss);
    }
}
