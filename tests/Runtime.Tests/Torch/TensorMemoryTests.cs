using SparseLsr.Gen.Tests.Gpu;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>Tensors whose memory is not their value: they give torch's numbers, or are refused by name.</summary>
public sealed class TensorMemoryTests(CpuAccelerator accelerator) : IClassFixture<CpuAccelerator>
{
    public static TheoryData<nn.Reduction, bool> Runs =>
    [
        (nn.Reduction.None, false), (nn.Reduction.Sum, false), (nn.Reduction.Mean, false),
        (nn.Reduction.None, true), (nn.Reduction.Mean, true),
    ];

    [Fact]
    public void Negative_view_has_the_loss_of_its_values()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss();
        Tensor logits = complex(zeros(1, 3), tensor(new float[,] { { 1, 2, 3 } })).conj().imag;
        Assert.True(logits.is_neg());
        Assert.Equal(2.407606f, loss.forward(logits, tensor([2L])).item<float>(), 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Negative_views_have_the_loss_and_gradients_of_their_values(nn.Reduction reduction, bool isGpu)
    {
        using DisposeScope scope = NewDisposeScope();
        using EmulatedDevice? device = isGpu ? new EmulatedDevice(accelerator.Accelerator) : null;
        Tensor weight = Negative(-rand([5]) - 0.5), upstream = Negative(reduction == nn.Reduction.None ? randn([4]) : randn([]));
        Tensor targets = tensor([0L, 4, 2, 2]), parts = randn([4, 5, 2]);
        using var plain = new LabelSmoothingLoss(weight: weight.clone(), reduction: reduction);
        using var loss = new LabelSmoothingLoss(weight: weight, reduction: reduction) { Core = { Emulation = device } };
        Assert.True(loss.weight!.is_neg());
        Tensor Logits(Tensor x) => view_as_complex(x).conj().imag;

        foreach ((Func<Tensor, Tensor, Tensor> expected, Func<Tensor, Tensor, Tensor> actual)
            in Gradients.Forms(plain).Zip(Gradients.Forms(loss)))
        {
            Gradients.AssertClose(expected(Logits(parts).clone(), targets), actual(Logits(parts), targets), 1e-6);
            Gradients.AssertClose(
                Gradients.Of(x => expected(Logits(x).clone(), targets), parts, upstream.clone()),
                Gradients.Of(x => actual(Logits(x), Negative(targets)), parts, upstream), 1e-6);
        }

        Tensor v = randn_like(parts);
        (Tensor ByInput, Tensor ByUpstream) wanted = Gradients.OfGradient(
            x => plain.forward(Logits(x).clone(), targets), parts, upstream.clone(), v);
        (Tensor ByInput, Tensor ByUpstream) got = Gradients.OfGradient(x => loss.forward(Logits(x), targets), parts, upstream, v);
        Gradients.AssertClose(wanted.ByInput, got.ByInput, 1e-5);
        Gradients.AssertClose(wanted.ByUpstream, got.ByUpstream, 1e-5);
    }

    [Fact]
    public void Negative_class_vector_has_the_loss_of_its_values()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = randn([4, 5], float64), targets = tensor([0L, 4, 2, 2]), vector = rand([5], float64) + 1;
        using var plain = new LdamLoss(vector);
        using var loss = new LdamLoss(Negative(vector));
        foreach ((Func<Tensor, Tensor, Tensor> expected, Func<Tensor, Tensor, Tensor> actual)
            in Gradients.Forms(plain).Zip(Gradients.Forms(loss)))
            Gradients.AssertClose(expected(logits, targets), actual(logits, targets), 1e-12);
        Assert.Throws<ArgumentException>("margin", () => new LdamLoss(vector.to_sparse()));
    }

    [Fact]
    public void Gradient_in_place_of_a_negative_view_leaves_its_memory_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(inplace_gradient: true);
        Tensor parts = randn([4, 5, 2]), targets = tensor([0L, 4, 2, 2]);
        Tensor leaf = parts.clone().requires_grad_();
        loss.forward(view_as_complex(leaf).conj().imag, targets).backward();
        Gradients.AssertClose(parts, leaf, 0);
        Gradients.AssertClose(
            Gradients.Of(x => nn.functional.cross_entropy(view_as_complex(x).conj().imag, targets), parts), leaf.grad!, 1e-6);
    }

    [Theory]
    [InlineData("to_sparse", "is sparse")]
    [InlineData("quantize", "is quantized")]
    [InlineData("to_mkldnn", "has no strided memory")]
    [InlineData("zero_tensor", "has no strided memory")]
    public void Other_layouts_are_refused(string layout, string message)
    {
        using DisposeScope scope = NewDisposeScope();
        using var plain = new CrossEntropyLoss();
        Refused("logits", plain, To(zeros([2, 3])), tensor([0L, 1]));
        if (layout is "to_sparse" or "zero_tensor")
            Refused("targets", plain, zeros([2, 3]), To(tensor([0L, 1])));
        if (layout is "to_sparse" or "zero_tensor")
        {
            using var weighted = new CrossEntropyLoss(weight: To(ones([3])));
            Refused("weight", weighted, zeros([2, 3]), tensor([0L, 1]));
        }
        // No error is left behind for the next operation of torch.
        Assert.Equal(3, zeros([3]).NumberOfElements);
        CheckForErrors();

        Tensor To(Tensor x) => layout switch
        {
            "to_sparse" => x.to_sparse(),
            "quantize" => quantize_per_tensor(x, 0.1, 0, ScalarType.QInt8),
            _ => Script(layout, x),
        };

        void Refused(string argument, SparseTargetLoss loss, Tensor logits, Tensor targets)
        {
            foreach (Func<Tensor, Tensor, Tensor> forward in Gradients.Forms(loss))
            {
                var thrown = Assert.Throws<ArgumentException>(argument, () => forward(logits, targets));
                Assert.Contains($"{argument} {message}", thrown.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Sparse_upstream_gradient_is_that_of_its_values()
    {
        using DisposeScope scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(reduction: nn.Reduction.None);
        Tensor logits = randn([3, 4]), targets = tensor([0L, 3, 1]), upstream = tensor([0f, 2, 0]);
        Tensor expected = Gradients.Of(x => loss.forward(x, targets), logits, upstream);
        Gradients.AssertClose(expected, Gradients.Of(x => loss.forward(x, targets), logits, upstream.to_sparse()), 1e-6);
        // An exception in backward would end the process here.
        Tensor leaf = logits.clone().requires_grad_();
        Gradients.AssertClose(expected, autograd.grad([loss.forward(leaf, targets)], [leaf], [upstream.to_sparse()])[0], 1e-6);
    }

    // The values that are given, by a view that negates its memory.
    private static Tensor Negative(Tensor values) => Script("negative_view", values.neg());

    // What TorchSharp has no method for.
    private static Tensor Script(string function, Tensor tensor)
    {
        using jit.CompilationUnit unit = jit.compile(
            """
            def to_mkldnn(x):
                return x.to_mkldnn()
            def zero_tensor(x):
                return torch._efficientzerotensor(x.shape, dtype=x.dtype)
            def negative_view(x):
                return torch._neg_view(x)

            """);
        return (Tensor)unit.invoke(function, tensor);
    }
}
