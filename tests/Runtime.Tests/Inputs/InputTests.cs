using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Gpu;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>Inputs of rows in modules, on the CPU and on a GPU, against torch operations on them.</summary>
public sealed class InputTests
{
    private const long Ignored = 1;

    private static Tensor Bias(int classes) => Gradients.Waves(0.7, 0, 0.3, 1, classes);

    private static InputsLoss Create(int classes, nn.Reduction reduction = nn.Reduction.None, bool inPlace = false) =>
        new(Bias(classes), 0.7, null, Ignored, reduction, inPlace);

    /// <summary>The same of torch operations; rows of target 1 are left out.</summary>
    private static Tensor Losses(InputBatch batch, nn.Reduction reduction = nn.Reduction.None)
    {
        Tensor z = batch.Logits.movedim([1], [-1]).reshape(-1, batch.Logits.size(1)), t = batch.Targets.reshape(-1), row = t.unsqueeze(1);
        Tensor soft = Rows(batch.Soft), cost = Rows(batch.Cost), margin = batch.Margin.reshape(-1, 1);
        Tensor masked = z.eq(double.NegativeInfinity), finite = z.masked_fill(masked, 0);
        Tensor hot = nn.functional.one_hot(t, z.size(1)).to_type(float64), logProb = z.log_softmax(1);
        Tensor hinge = (margin + finite - finite.gather(1, row)).clamp(min: 0) * (1 - hot);
        Tensor losses = -batch.Scale.reshape(-1) * Bias((int)z.size(1)).index_select(0, t) * logProb.gather(1, row).squeeze(1)
            + 0.7 * (hinge * cost).masked_fill(masked, 0).sum(1) - (soft * logProb.masked_fill(masked, 0)).sum(1);
        Tensor ignored = t.eq(Ignored);
        losses = losses.masked_fill(ignored, 0);
        return reduction switch
        {
            nn.Reduction.None => losses.reshape(batch.Targets.shape),
            nn.Reduction.Sum => losses.sum(),
            _ => losses.sum() / ignored.logical_not().sum().to_type(float64),
        };

        static Tensor Rows(Tensor likeLogits) => likeLogits.movedim([1], [-1]).reshape(-1, likeLogits.size(1));
    }

    private static void Check(
        InputBatch exact, Func<InputBatch, Tensor> forward, ScalarType type, double relative, string what,
        nn.Reduction reduction = nn.Reduction.None, ScalarType? inputType = null)
    {
        InputBatch given = exact.To(type, inputType ?? type);
        Tensor expected = Losses(exact, reduction), actual = forward(given);
        Tensor upstream = (arange(expected.NumberOfElements, float64) + 0.5).reshape(expected.shape);
        expected.backward([upstream]);
        actual.backward([upstream.to(actual.dtype)]);
        var result = new CheckResult();
        Compare(expected, actual, what);
        Compare(exact.Logits.grad!, given.Logits.grad!, what + ", by the logits");
        Compare(exact.Margin.grad!, given.Margin.grad!, what + ", by the margin");
        Compare(exact.Scale.grad!, given.Scale.grad!, what + ", by the scale");
        result.AssertRight();

        void Compare(Tensor right, Tensor found, string which)
        {
            double[] numbers = Gradients.Numbers(right);
            Assert.Equal(right.shape, found.shape);
            result.Check(Gradients.Numbers(found.to(float64)), numbers, relative * numbers.Max(Math.Abs) + 1e-30, () => which);
        }
    }

    private static Func<InputBatch, Tensor> Forward(InputsLoss loss) =>
        batch => loss.forward(batch.Logits, batch.Targets, batch.Margin, batch.Soft, batch.Scale, batch.Cost);

    [Theory]
    [InlineData(ScalarType.Float64, ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float64, ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float32, ScalarType.Float32, 3e-5)]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16, 6e-2)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32, 6e-2)]
    [InlineData(ScalarType.Float16, ScalarType.Float16, 1e-2)]
    public void Module(ScalarType type, ScalarType inputType, double relative)
    {
        foreach ((int rows, int classes) in ((int, int)[])[(3, 2), (4, 5), (5, 16), (3, 33), (2, 1030), (3, 70_000)])
        {
            using var scope = NewDisposeScope();
            using InputsLoss loss = Create(classes);
            foreach (bool isMasked in (bool[])[false, true])
                Check(InputBatch.Of(rows, classes, isMasked), Forward(loss), type, relative, $"{rows}×{classes}, {isMasked}", inputType: inputType);
        }
    }

    [Theory]
    [InlineData(nn.Reduction.Mean, false)]
    [InlineData(nn.Reduction.Sum, false)]
    [InlineData(nn.Reduction.Mean, true)]
    public void Reductions(nn.Reduction reduction, bool isComposed)
    {
        using var scope = NewDisposeScope();
        using InputsLoss loss = Create(33, reduction);
        Func<InputBatch, Tensor> forward = isComposed
            ? batch => loss.ComposedForward(batch.Logits, batch.Targets, batch.Margin, batch.Soft, batch.Scale, batch.Cost)
            : Forward(loss);
        Check(InputBatch.Of(6, 33, true), forward, ScalarType.Float64, 1e-10, $"{reduction}", reduction);
        Check(InputBatch.Of(6, 33, true), forward, ScalarType.Float32, 3e-5, $"{reduction}", reduction);
    }

    /// <summary>Where neither rows nor classes are next to each other, and rows have two dimensions.</summary>
    [Fact]
    public void Strides_of_every_tensor()
    {
        using var scope = NewDisposeScope();
        using InputsLoss loss = Create(33);
        Check(
            InputBatch.Of(4, 33, true),
            batch => loss.forward(
                Strided(batch.Logits), batch.Targets, Strided(batch.Margin), Strided(batch.Soft), Strided(batch.Scale), Strided(batch.Cost)),
            ScalarType.Float32, 3e-5, "strided");
        Check(InputBatch.Spatial(2, 5, 3), Forward(Create(5)), ScalarType.Float32, 3e-5, "spatial");
        Check(InputBatch.Spatial(2, 5, 3), batch => Forward(Create(5))(batch.With(Strided)), ScalarType.Float64, 1e-10, "spatial and strided");

        static Tensor Strided(Tensor tensor) => stack([tensor, zeros_like(tensor)], -1).select(-1, 0);
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(ScalarType.Float64, ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32, 6e-2)]
    [InlineData(ScalarType.Float16, ScalarType.Float16, 1e-2)]
    public void GPU_in_other_types(ScalarType type, ScalarType inputType, double relative) => GPU(type, inputType, relative);

    [Theory]
    [InlineData(ScalarType.Float32, ScalarType.Float32, 5e-5)]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16, 6e-2)]
    public void GPU(ScalarType type, ScalarType inputType, double relative)
    {
        using var device = new InterpretedDevice();
        foreach ((int rows, int classes) in ((int, int)[])[(3, 8), (2, 13), (2, 1024)])
        {
            using var scope = NewDisposeScope();
            foreach (nn.Reduction reduction in (nn.Reduction[])[nn.Reduction.None, nn.Reduction.Mean])
            {
                using InputsLoss loss = Create(classes, reduction);
                loss.Core.Emulation = device;
                InputBatch batch = InputBatch.Of(rows, classes, true);
                Check(batch, Forward(loss), type, relative, $"{rows}×{classes}, {reduction}", reduction, inputType);
            }
        }
    }

    [Fact]
    public void What_belongs_to_an_ignored_row_is_never_read()
    {
        using var scope = NewDisposeScope();
        using InputsLoss loss = Create(5, nn.Reduction.Mean);
        InputBatch batch = InputBatch.Of(3, 5, false).To(float32, float32);
        Tensor expected = Forward(loss)(batch);
        batch.Targets[1] = Ignored;
        using (no_grad())
        {
            foreach (Tensor input in (Tensor[])[batch.Margin, batch.Soft, batch.Scale, batch.Cost])
                input[1] = float.NaN;
        }
        Tensor value = Forward(loss)(batch);
        value.backward();
        Assert.True(double.IsFinite(value.item<float>()));
        Assert.Equal(0, batch.Margin.grad![1].item<float>());
        Assert.True(Gradients.Numbers(batch.Scale.grad!.to(float64)).All(double.IsFinite));
    }

    /// <summary>Logits that need no gradient, and inputs that do.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradient_by_inputs_alone(bool isGpu)
    {
        using var scope = NewDisposeScope();
        using var device = new InterpretedDevice();
        Tensor logits = InputBatch.Of(4, 9, false).Logits.detach().to(float32), targets = tensor(new long[] { 0, 3, 1, 8 });
        Tensor scale = (arange(4, float32) + 1).requires_grad_();
        using var loss = new RowScaleLoss(ignore_index: Ignored, reduction: nn.Reduction.Sum) { Core = { Emulation = isGpu ? device : null } };
        loss.forward(logits, targets, scale).backward();
        double[] negated = Gradients.Numbers(logits.to(float64).log_softmax(1).gather(1, targets.unsqueeze(1)).squeeze(1));
        double[] expected = [-2 * negated[0], -4 * negated[1], 0, -8 * negated[3]];
        var result = new CheckResult();
        result.Check(Gradients.Numbers(scale.grad!.to(float64)), expected, 1e-5, () => "by the scale");
        result.AssertRight();
    }

    /// <summary>Nothing else needs that sweep.</summary>
    [Theory]
    [InlineData(3, 9)]
    [InlineData(2, 70_000)]
    public void Derivative_with_a_sweep_of_its_own(int rows, int classes)
    {
        using var scope = NewDisposeScope();
        using var loss = new RowPowerLoss(reduction: nn.Reduction.Sum);
        Tensor logits = InputBatch.Of(rows, classes, false).Logits.detach(), targets = zeros(rows, int64);
        Tensor x = logits.clone().requires_grad_(), y = logits.clone().requires_grad_();
        Tensor a = Gradients.Waves(0.3, 0, 1, 0, rows).requires_grad_(), b = a.detach().clone().requires_grad_();
        loss.forward(x, targets, a).backward();
        Tensor p = y.softmax(1).narrow(1, 1, classes - 1), z = y.narrow(1, 1, classes - 1);
        ((p * z).sum(1) * b.detach().exp() + b.exp() * p.sum(1)).sum().backward();
        var result = new CheckResult();
        result.Check(Gradients.Numbers(x.grad!), Gradients.Numbers(y.grad!), 1e-12, () => "by the logits");
        result.Check(Gradients.Numbers(a.grad!), Gradients.Numbers(b.grad!), 1e-12, () => "by the shift");
        result.AssertRight();
    }

    [Fact]
    public void Four_of_each_kind()
    {
        using var scope = NewDisposeScope();
        Tensor logits = InputBatch.Of(3, 5, false).Logits.detach(), targets = tensor(new long[] { 0, 2, 4 });
        Tensor[] numbers = [.. Enumerable.Range(0, 4).Select(i => Gradients.Waves(0.2, i, 1, 0, 3).requires_grad_())];
        using var loss = new FourNumbersLoss(reduction: nn.Reduction.Sum);
        Tensor[] found = [.. autograd.grad([loss.forward(logits, targets, numbers[0], numbers[1], numbers[2], numbers[3])], numbers)];
        Tensor logProb = logits.log_softmax(1), entropy = -(logProb.exp() * logProb).sum(1), sum = logits.logsumexp(1);
        Tensor right = (-numbers[0] * logProb.gather(1, targets.unsqueeze(1)).squeeze(1) + numbers[1] * sum * numbers[2] + numbers[3].exp() * entropy).sum();
        Tensor[] expected = [.. autograd.grad([right], numbers)];
        var result = new CheckResult();
        for (int i = 0; i < 4; i++)
            result.Check(Gradients.Numbers(found[i]), Gradients.Numbers(expected[i]), 1e-12, () => $"number {i}");
        Tensor[] classes = [.. Enumerable.Range(0, 4).Select(i => Gradients.Waves(0.1, i, 1, i, 3, 5))];
        using var second = new FourClassInputsLoss(reduction: nn.Reduction.Sum);
        double value = second.forward(logits, targets, classes[0], classes[1], classes[2], classes[3]).item<double>();
        Tensor weighted = classes[0] + 2 * classes[1] + 3 * classes[2] + 4 * classes[3];
        double sums = (weighted * logProb.exp()).sum().item<double>() - logProb.gather(1, targets.unsqueeze(1)).sum().item<double>();
        result.Check(value, sums, 1e-12, () => "class inputs");
        result.AssertRight();
    }

    [Fact]
    public void Second_derivatives_are_those_of_torch()
    {
        using var scope = NewDisposeScope();
        using InputsLoss loss = Create(7, nn.Reduction.Sum);
        double[][] Twice(Func<InputBatch, Tensor> forward)
        {
            InputBatch batch = InputBatch.Of(3, 7, false);
            Tensor[] inputs = [batch.Logits, batch.Margin, batch.Scale];
            IList<Tensor> first = autograd.grad([forward(batch)], inputs, retain_graph: true, create_graph: true);
            Tensor direction = first.Select((gradient, i) => (gradient * (arange(gradient.NumberOfElements, float64) + i).cos().reshape(gradient.shape)).sum())
                .Aggregate((sum, term) => sum + term);
            // A margin has no second derivative: torch's graph does not know it.
            IList<Tensor> second = autograd.grad([direction], inputs, allow_unused: true);
            return [.. second.Select((gradient, i) => Gradients.Numbers(gradient.IsInvalid ? zeros_like(inputs[i]) : gradient))];
        }
        double[][] expected = Twice(batch => Losses(batch, nn.Reduction.Sum)), found = Twice(Forward(loss));
        var result = new CheckResult();
        for (int i = 0; i < expected.Length; i++)
            result.Check(found[i], expected[i], 1e-10, () => $"input {i}");
        result.AssertRight();
    }

    [Fact]
    public void Wrong_inputs_are_refused()
    {
        using var scope = NewDisposeScope();
        using InputsLoss loss = Create(5);
        InputBatch batch = InputBatch.Of(3, 5, false).To(float32, float32);
        Message<ArgumentNullException>("margin", () => Forward(loss)(batch with { Margin = null! }), "margin");
        Message<ArgumentException>("margin", () => Forward(loss)(batch with { Margin = zeros(1) }), "margin has shape (1); expected (3), that of targets.");
        Message<ArgumentException>("scale", () => Forward(loss)(batch with { Scale = zeros(3, int64) }), "scale has dtype Int64; expected Float32.");
        Message<ArgumentException>(
            "soft", () => Forward(loss)(batch with { Soft = zeros(1, 5) }), "soft has shape (1, 5); expected (3, 5), that of logits.");
        Message<ArgumentException>("cost", () => Forward(loss)(batch with { Cost = zeros(3, 5, float64) }), "cost has dtype Float64; expected Float32.");
        Message<ArgumentException>(
            "cost", () => Forward(loss)(batch with { Cost = zeros(3, 5, requires_grad: true) }), "cost requires a gradient, which the loss does not compute");
        Message<ArgumentException>(
            "soft", () => Forward(loss)(batch.To(float64, float64) with { Soft = zeros(3, 5, int32) }),
            "soft has dtype Int32; expected Float32, or Float64 as logits.");

        static void Message<T>(string name, Action action, string start)
            where T : ArgumentException
        {
            T exception = Assert.Throws<T>(action);
            Assert.Contains(start, exception.Message, StringComparison.Ordinal);
            Assert.Equal(name, exception.ParamName);
        }
    }

    [Fact]
    public void Module_is_called_and_hooked_as_torchs_own()
    {
        using var scope = NewDisposeScope();
        using var loss = new RowScaleLoss();
        int calls = 0;
        loss.register_forward_hook((module, logits, targets, scale, value) =>
        {
            calls++;
            return value;
        });
        using Tensor result = loss.call(zeros(2, 3), zeros(2, int64), ones(2));
        Assert.Equal(Math.Log(3), result.item<float>(), 1e-6);
        Assert.Equal(1, calls);
        Assert.Equal("RowScaleLoss", ((ISparseTargetLoss)loss).GetName());
        Assert.Empty(loss.parameters());
    }
}
