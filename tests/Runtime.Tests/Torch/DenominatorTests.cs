using SparseLsr.Gen.Ptx.Driver;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>What a mean divides by, where it is set: in all forms of the loss, on the CPU and as the PTX of a GPU.</summary>
public sealed class DenominatorTests
{
    private const int Rows = 12, Classes = 5;

    public static TheoryData<string, bool, bool> Engines =>
        [.. from engine in (string[])["CPU", "GPU", "composed"] from weighted in (bool[])[false, true] from inPlace in (bool[])[false, true]
            where !(inPlace && engine == "composed") select (engine, weighted, inPlace)];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Two_parts_add_up_to_the_whole_batch(string engine, bool weighted, bool inPlace)
    {
        using var device = new InterpretedDevice();
        using DisposeScope scope = NewDisposeScope();
        Tensor? weight = weighted ? rand([Classes], float64) + 0.5 : null;
        using var loss = new LabelSmoothingLoss(0.2, weight, ignore_index: 1, inplace_gradient: inPlace);
        loss.Core.Emulation = engine == "GPU" ? device : null;
        Func<Tensor, Tensor, Tensor> form = engine == "composed" ? loss.ComposedForward : loss.forward;
        Tensor logits = 2 * randn([Rows, Classes], float64), targets = randint(0, Classes, [Rows], int64);
        Tensor counted = targets.ne(1).to_type(float64);
        double count = ((weight?.index_select(0, targets) ?? ones(Rows, float64)) * counted).sum().ToDouble();

        (double whole, Tensor wholeGradient) = Run(logits, targets);
        loss.denominator = count;
        // Parts of different numbers of rows that are not ignored.
        (double first, Tensor firstGradient) = Run(logits.narrow(0, 0, 4), targets.narrow(0, 0, 4));
        (double second, Tensor secondGradient) = Run(logits.narrow(0, 4, Rows - 4), targets.narrow(0, 4, Rows - 4));
        Assert.Equal(whole, first + second, 1e-14);
        Gradients.AssertClose(wholeGradient, cat([firstGradient, secondGradient]), 1e-14);

        (double Loss, Tensor Gradient) Run(Tensor part, Tensor of)
        {
            Tensor leaf = part.clone().requires_grad_();
            // A leaf cannot be overwritten.
            Tensor result = form(leaf * 1, of);
            result.backward();
            return (result.ToDouble(), leaf.grad!);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Value_at_the_time_of_forward_counts(bool isOnGpu)
    {
        using var device = new InterpretedDevice();
        using DisposeScope scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss();
        loss.Core.Emulation = isOnGpu ? device : null;
        Tensor logits = randn([Rows, Classes], float64).requires_grad_(), targets = randint(0, Classes, [Rows], int64);
        Tensor expected = autograd.grad([nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.Sum) / 3], [logits])[0];
        loss.denominator = 3;
        Tensor result = loss.forward(logits, targets);
        loss.denominator = null;
        // The first derivative is kept by forward; the one with a graph of its own is composed.
        Gradients.AssertClose(expected, autograd.grad([result], [logits], retain_graph: true)[0], 1e-14);
        Gradients.AssertClose(expected, autograd.grad([result], [logits], create_graph: true)[0], 1e-14);
        Gradients.AssertClose(nn.functional.cross_entropy(logits, targets), loss.forward(logits, targets), 1e-14);
    }

    [Theory]
    [InlineData(nn.Reduction.Sum)]
    [InlineData(nn.Reduction.None)]
    public void Other_reductions_divide_by_nothing(nn.Reduction reduction)
    {
        using DisposeScope scope = NewDisposeScope();
        using var plain = new CrossEntropyLoss(reduction: reduction);
        using var loss = new CrossEntropyLoss(reduction: reduction) { denominator = 7 };
        Tensor logits = randn([Rows, Classes], float64), targets = randint(0, Classes, [Rows], int64);
        foreach ((Func<Tensor, Tensor, Tensor> expected, Func<Tensor, Tensor, Tensor> form) in Gradients.Forms(plain).Zip(Gradients.Forms(loss)))
        {
            Gradients.AssertClose(expected(logits, targets), form(logits, targets), 0);
            Gradients.AssertClose(Gradients.Of(x => expected(x, targets), logits), Gradients.Of(x => form(x, targets), logits), 0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mean_over_no_row_is_zero(bool isOnGpu)
    {
        using var device = new InterpretedDevice();
        using DisposeScope scope = NewDisposeScope();
        using var loss = new CrossEntropyLoss(ignore_index: 0) { denominator = 7, Core = { Emulation = isOnGpu ? device : null } };
        Tensor logits = full([2, 3], double.NaN, float64), targets = zeros(2, int64);
        foreach (Func<Tensor, Tensor, Tensor> form in Gradients.Forms(loss))
        {
            Assert.Equal(0, form(logits, targets).ToDouble());
            Assert.All(Gradients.Numbers(Gradients.Of(x => form(x, targets), logits)), element => Assert.Equal(0, element));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_a_positive_number_is_refused(double value)
    {
        using var loss = new CrossEntropyLoss { denominator = 2 };
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => loss.denominator = value);
        Assert.Equal("denominator", exception.ParamName);
        Assert.Equal(value, exception.ActualValue);
        Assert.Equal(2, loss.denominator);
    }
}
