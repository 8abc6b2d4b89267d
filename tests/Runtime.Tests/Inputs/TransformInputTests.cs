using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>The derivative by a number that transforms the logits goes through every class of its row.</summary>
public sealed class TransformInputTests
{
    private static Tensor Prior(int classes) => Gradients.Waves(0.7, 0, 1, 0, classes);

    /// <summary>The losses by torch, of logits that may be masked.</summary>
    private static Tensor Losses(Tensor z, Tensor t, Tensor[] x)
    {
        int classes = (int)z.size(1);
        (Tensor temperature, Tensor margin) = (x[0].unsqueeze(1), x[1].unsqueeze(1));
        Tensor hot = nn.functional.one_hot(t, classes).to_type(float64), masked = z.eq(double.NegativeInfinity);
        Tensor transformed = (z.masked_fill(masked, 0) + Prior(classes) * margin + x[2]) / temperature - hot * margin * margin;
        Tensor all = transformed.masked_fill(masked, double.NegativeInfinity), logProb = all.log_softmax(1), p = logProb.exp();
        Tensor others = 1 - hot, own = OfTarget(transformed), finite = logProb.masked_fill(masked, 0), sum = all.logsumexp(1);
        Tensor weighted = (p * transformed * others).sum(1);
        Tensor hinge = ((margin + transformed - own.unsqueeze(1)).clamp(min: 0) * others).masked_fill(masked, 0).sum(1);
        Tensor largest = all.masked_fill(hot.to_type(ScalarType.Bool), double.NegativeInfinity).amax([1]);
        return -OfTarget(finite) * x[1] - 0.3 * (p * finite).sum(1) - 0.2 * transformed.mean([1]) + 0.1 * sum * sum + weighted * hinge + 0.5 * largest;

        Tensor OfTarget(Tensor ofClasses) => ofClasses.gather(1, t.unsqueeze(1)).squeeze(1);
    }

    private static void Check(
        Func<Tensor, Tensor, Tensor[], Tensor> right, Func<Tensor, Tensor, Tensor[], Tensor> ours, int rows, int classes, bool isMasked,
        ScalarType type, double relative, int numbers)
    {
        Tensor logits = Gradients.Waves(1.7, 0, 2, 0, rows, classes);
        Tensor targets = tensor(Enumerable.Range(0, rows).Select(i => (long)(i * 5 % classes)).ToArray());
        Tensor columns = arange(classes).unsqueeze(0), others = columns.ne(targets.unsqueeze(1));
        if (isMasked)
            logits = logits.masked_fill(columns.remainder(4).eq(3).logical_and(others), double.NegativeInfinity);
        Tensor[] inputs =
        [
            Gradients.Waves(0.9, 0, 0.4, 1.3, rows), Gradients.Waves(1.1, 1, 0.4, 0.6, rows), Gradients.Waves(0.8, 2, 1, 0, rows, classes),
        ];
        Tensor[] expected = Run(right, float64), found = Run(ours, type);
        var result = new CheckResult();
        for (int i = 0; i < expected.Length; i++)
        {
            double[] exact = Gradients.Numbers(expected[i]);
            int which = i;
            result.Check(
                Gradients.Numbers(found[i].to(float64)), exact, relative * exact.Max(Math.Abs), () => $"{type}, {rows}×{classes}, {isMasked}, {which}");
        }
        result.AssertRight();

        Tensor[] Run(Func<Tensor, Tensor, Tensor[], Tensor> forward, ScalarType dtype)
        {
            Tensor z = logits.to(dtype, copy: true).requires_grad_();
            Tensor[] x = [.. inputs.Select(input => input.to(dtype, copy: true))];
            foreach (Tensor input in x.Take(numbers))
                input.requires_grad_();
            Tensor values = forward(z, targets, x);
            values.backward([(arange(rows, float64) + 0.5).to(dtype)]);
            return [values, z.grad!, .. x.Take(numbers).Select(input => input.grad!)];
        }
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float32, 1e-4)]
    public void CPU(ScalarType type, double relative)
    {
        foreach ((int rows, int classes) in ((int, int)[])[(3, 2), (4, 5), (5, 16), (3, 33), (2, 1030), (1, 70_000)])
        {
            using var scope = NewDisposeScope();
            using var loss = new TransformInputsLoss(Prior(classes), reduction: nn.Reduction.None);
            // A mean of masked logits is none.
            Check(Losses, (z, t, x) => loss.forward(z, t, x[0], x[1], x[2]), rows, classes, false, type, relative, 2);
        }
    }

    [Fact]
    public void Masked_classes()
    {
        using var scope = NewDisposeScope();
        using var loss = new ShiftedLogitsLoss(reduction: nn.Reduction.None);
        Check(Shifted, (z, t, x) => loss.forward(z, t, x[0]), 3, 9, false, ScalarType.Float64, 1e-10, 1);
        using var temperature = new RowTemperatureLoss(reduction: nn.Reduction.None);
        foreach (int classes in (int[])[9, 70_000])
        {
            Check(
                // Torch's own derivative of −∞ by a temperature is NaN.
                (z, t, x) => nn.functional.cross_entropy(
                    where(z.isinf(), z, z.masked_fill(z.isinf(), 0) / x[0].unsqueeze(1)), t, reduction: nn.Reduction.None),
                (z, t, x) => temperature.forward(z, t, x[0]), 3, classes, true, ScalarType.Float64, 1e-10, 1);
        }

        static Tensor Shifted(Tensor z, Tensor t, Tensor[] x)
        {
            Tensor hot = nn.functional.one_hot(t, z.size(1)).to_type(float64), all = z + (1 + 2 * hot) * x[0].unsqueeze(1);
            Tensor logProb = all.log_softmax(1), p = logProb.exp();
            return -(hot * logProb).sum(1) + 0.1 * all.mean([1]) - 0.2 * (p * logProb).sum(1) + ((1 - hot) * all * all * p).sum(1);
        }
    }

    [Fact]
    public void Composed_form()
    {
        using var scope = NewDisposeScope();
        using var loss = new TransformInputsLoss(Prior(7), reduction: nn.Reduction.None);
        Check(Losses, (z, t, x) => loss.ComposedForward(z, t, x[0], x[1], x[2]), 4, 7, false, ScalarType.Float64, 1e-10, 2);
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(2, 13)]
    public void GPU(int rows, int classes)
    {
        using var scope = NewDisposeScope();
        using var device = new InterpretedDevice();
        using var loss = new TransformInputsLoss(Prior(classes), reduction: nn.Reduction.None) { Core = { Emulation = device } };
        Check(Losses, (z, t, x) => loss.forward(z, t, x[0], x[1], x[2]), rows, classes, false, ScalarType.Float32, 1e-4, 2);
    }
}
