using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>The module's semantics, held against libtorch's own cross entropy under upstream gradients that are not uniform.</summary>
public sealed class CrossEntropyTests
{
    private const long Classes = 5;

    public static TheoryData<nn.Reduction, long?, bool, string> Options()
    {
        var data = new TheoryData<nn.Reduction, long?, bool, string>();
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            foreach (long? ignoreIndex in new long?[] { null, 2, -1, 77 })
            {
                foreach (string shape in new[] { "C", "N,C", "N,C,d1", "N,C,d1,d2" })
                {
                    data.Add(reduction, ignoreIndex, false, shape);
                    data.Add(reduction, ignoreIndex, true, shape);
                }
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Agrees_on_reduction_ignored_index_and_weight(nn.Reduction reduction, long? ignoreIndex, bool weighted, string shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using torch.Generator generator = Random(17);
        long[] sizes = shape switch
        {
            "C" => [Classes],
            "N,C" => [12, Classes],
            "N,C,d1" => [4, Classes, 3],
            _ => [2, Classes, 3, 2],
        };
        Tensor logits = randn(sizes, float64, generator: generator);
        Tensor targets = randint(0, Classes, [.. sizes.Take(sizes.Length - 1).Take(1), .. sizes.Skip(2)], generator: generator);
        if (shape == "C")
            targets.fill_(4); // A mean over nothing is the one thing that differs.
        else
            targets.flatten()[1] = ignoreIndex ?? -100;
        Tensor? weight = weighted ? rand(Classes, float64, generator: generator) + 0.5 : null;
        using var loss = new HandWrittenCrossEntropyLoss(weight, ignoreIndex, reduction);

        AssertAgrees(
            loss, logits, targets, generator,
            x => nn.functional.cross_entropy(x, targets.to(ScalarType.Int64), weight, ignoreIndex ?? -100, reduction));
    }

    [Theory]
    [InlineData("transposed")]
    [InlineData("offset")]
    [InlineData("every other row")]
    [InlineData("every other class")]
    [InlineData("expanded rows")]
    [InlineData("expanded depth")]
    [InlineData("channels last")]
    [InlineData("permuted")]
    public void Walks_any_layout_in_place(string layout)
    {
        using DisposeScope scope = NewDisposeScope();
        using torch.Generator generator = Random(3);
        Tensor Fresh(params long[] shape) => randn(shape, float64, generator: generator);
        Func<Tensor, Tensor> view = layout switch
        {
            "transposed" => x => x.t(),
            "offset" => x => x.narrow(0, 1, 4).narrow(1, 2, Classes),
            "every other row" => x => x.slice(0, 0, 8, 2),
            "every other class" => x => x.slice(1, 1, 2 * Classes, 2),
            "expanded rows" => x => x.expand(4, Classes),
            "expanded depth" => x => x.expand(4, Classes, 3),
            "channels last" => x => x.permute(0, 3, 1, 2),
            _ => x => x.permute(2, 0, 1),
        };
        Tensor source = layout switch
        {
            "transposed" => Fresh(Classes, 4),
            "offset" => Fresh(6, Classes + 3),
            "every other row" => Fresh(8, Classes),
            "every other class" => Fresh(4, 2 * Classes),
            "expanded rows" => Fresh(1, Classes),
            "expanded depth" => Fresh(4, Classes, 1),
            "channels last" => Fresh(2, 3, 2, Classes),
            _ => Fresh(Classes, 3, 4),
        };
        long[] shape = view(source).shape;
        Tensor targets = randint(0, Classes, [.. shape.Take(1), .. shape.Skip(2)], generator: generator);
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            using var loss = new HandWrittenCrossEntropyLoss(reduction: reduction);
            AssertAgrees(
                x => loss.forward(view(x), targets), x => nn.functional.cross_entropy(view(x), targets, reduction: reduction),
                source, generator, 1e-12);
        }
    }

    [Theory]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Byte)]
    public void Takes_targets_of_any_index_type_and_stride(ScalarType dtype)
    {
        using DisposeScope scope = NewDisposeScope();
        using torch.Generator generator = Random(5);
        Tensor logits = randn([4, Classes, 3], float64, generator: generator);
        Tensor targets = randint(0, Classes, [3, 8], generator: generator).to(dtype).slice(1, 1, 8, 2).t();
        using var loss = new HandWrittenCrossEntropyLoss(ignore_index: 1);
        AssertAgrees(
            loss, logits, targets, generator,
            x => nn.functional.cross_entropy(x, targets.to(ScalarType.Int64), ignore_index: 1));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float16, 1e-3)]
    [InlineData(ScalarType.BFloat16, 8e-3)]
    public void Result_and_gradient_have_the_logits_dtype(ScalarType dtype, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        using torch.Generator generator = Random(6);
        Tensor logits = randn([9, Classes], generator: generator).to(dtype);
        Tensor targets = randint(0, Classes, [9], generator: generator);
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            using var loss = new HandWrittenCrossEntropyLoss(reduction: reduction);
            Tensor leaf = logits.detach().requires_grad_();
            Tensor result = loss.forward(leaf, targets);
            result.sum().backward();

            Tensor exact = logits.to(ScalarType.Float64);
            Assert.Equal(dtype, result.dtype);
            Assert.Equal(dtype, leaf.grad!.dtype);
            Gradients.AssertClose(nn.functional.cross_entropy(exact, targets, reduction: reduction), result, tolerance);
            Tensor expected = Gradients.Of(x => nn.functional.cross_entropy(x, targets, reduction: reduction), exact);
            Gradients.AssertClose(expected, leaf.grad, tolerance);
        }
    }

    [Fact]
    public void Keeps_gradients_that_one_over_rows_would_flush_in_float16()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = zeros([1 << 16, 2], float16).requires_grad_();
        using var loss = new HandWrittenCrossEntropyLoss();
        (loss.forward(leaf, zeros([1 << 16], int64)) * 32768).backward();
        Assert.Equal(-0.25, leaf.grad![0, 0].ToDouble());
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("ignored")]
    [InlineData("weights cancel")]
    public void Mean_over_nothing_is_zero(string nothing)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = nothing == "empty" ? empty([0, 2], float64) : full([2, 2], double.NaN, float64);
        Tensor targets = nothing == "empty" ? empty([0], int64) : full([2], 7, int64);
        if (nothing == "weights cancel")
            targets = tensor(new[] { 0L, 1L });
        Tensor? weight = nothing == "weights cancel" ? tensor(new[] { 1.0, -1.0 }) : null;
        using var loss = new HandWrittenCrossEntropyLoss(weight, 7);

        foreach (Func<Tensor, Tensor, Tensor> forward in Gradients.Forms(loss))
        {
            Assert.Equal(0, forward(logits, targets).ToDouble());
            Tensor gradient = Gradients.Of(x => forward(x, targets), logits);
            Gradients.AssertClose(zeros_like(logits), gradient, 0);
        }
    }

    [Fact]
    public void Nothing_of_an_ignored_row_comes_through()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new double[,] { { double.NaN, 1 }, { 0.5, 1 }, { double.PositiveInfinity, 0 } });
        Tensor targets = tensor([1L, 0L, 1L]);
        foreach (nn.Reduction reduction in Enum.GetValues<nn.Reduction>())
        {
            using var loss = new HandWrittenCrossEntropyLoss(ignore_index: 1, reduction: reduction);
            foreach (Func<Tensor, Tensor, Tensor> forward in Gradients.Forms(loss))
            {
                Tensor gradient = Gradients.Of(x => forward(x, targets) * double.PositiveInfinity, logits);
                Assert.Equal([0.0, 0, double.NegativeInfinity, double.PositiveInfinity, 0, 0], Gradients.Numbers(gradient));
                Assert.True(double.IsFinite(forward(logits, targets).sum().ToDouble()));
            }
        }
    }

    private static torch.Generator Random(ulong seed) => new(seed);

    private static void AssertAgrees(
        SparseTargetLoss loss, Tensor logits, Tensor targets, torch.Generator generator, Func<Tensor, Tensor> expected)
    {
        AssertAgrees(x => loss.forward(x, targets), expected, logits, generator, 1e-12);
        AssertAgrees(x => loss.ComposedForward(x, targets), expected, logits, generator, 1e-12);
    }

    private static void AssertAgrees(
        Func<Tensor, Tensor> actual, Func<Tensor, Tensor> expected, Tensor logits, torch.Generator generator, double tolerance)
    {
        Tensor value = expected(logits);
        Gradients.AssertClose(value, actual(logits), tolerance);
        Tensor upstream = randn(value.shape, float64, generator: generator);
        Gradients.AssertClose(Gradients.Of(expected, logits, upstream), Gradients.Of(actual, logits, upstream), tolerance);
    }
}
