using ILGPU.Runtime;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Gpu;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Sums;

/// <summary>Class vectors in modules, in spans and on a GPU, against torch operations on them.</summary>
public sealed class ClassVectorTests(CpuAccelerator accelerator) : IClassFixture<CpuAccelerator>
{
    private static Tensor Vector(int index, int classes) => (arange(classes, float64) + index).sin().mul(0.4).add(1 + 0.2 * index);

    private static ClassVectorsLoss Create(int classes, nn.Reduction reduction = nn.Reduction.None, ScalarType type = ScalarType.Float64) =>
        new(Vector(0, classes).to(type), Vector(1, classes), Vector(2, classes), Vector(3, classes), 0.7, reduction: reduction);

    /// <summary>The same of torch operations.</summary>
    private static Tensor Losses(Tensor logits, Tensor targets)
    {
        int classes = (int)logits.size(1);
        Tensor hot = nn.functional.one_hot(targets, classes).to_type(float64), row = targets.unsqueeze(1);
        Tensor masked = logits.eq(double.NegativeInfinity);
        Tensor z = (Vector(0, classes) * logits.masked_fill(masked, 0) + (1 + hot) * Vector(1, classes)).masked_fill(masked, double.NegativeInfinity);
        Tensor finite = z.masked_fill(masked, 0), margin = Vector(2, classes);
        Tensor hinge = (margin - margin.index_select(0, targets).unsqueeze(1) + finite - finite.gather(1, row)).clamp(min: 0);
        Tensor sum = (hinge * z.softmax(1)).masked_fill(masked, 0).sum(1);
        return -Vector(3, classes).index_select(0, targets) * z.log_softmax(1).gather(1, row).squeeze(1) + 0.7 * sum;
    }

    private static Tensor Logits(int rows, int classes, bool isMasked)
    {
        Tensor logits = (arange(rows * classes, float64) * 1.7).sin().mul(3).reshape(rows, classes);
        Tensor columns = arange(classes).unsqueeze(0);
        return isMasked && classes > 4 ? logits.masked_fill(columns.remainder(4).eq(3), double.NegativeInfinity) : logits;
    }

    private static Tensor Targets(int rows, int classes) => (arange(rows) * 5).remainder(classes).div(4, RoundingMode.floor).mul(4).to_type(int64);

    private static void Check(
        Func<Tensor, Tensor, Tensor> forward, int rows, int classes, bool isMasked, ScalarType type, double relative, string what)
    {
        using var scope = NewDisposeScope();
        Tensor targets = Targets(rows, classes), upstream = arange(rows, float64) + 0.5;
        Tensor exact = Logits(rows, classes, isMasked).requires_grad_(), logits = exact.detach().to(type).requires_grad_();
        Tensor expected = Losses(exact, targets), actual = forward(logits, targets);
        expected.backward([upstream]);
        actual.backward([upstream.to(actual.dtype)]);
        double[] gradient = Gradients.Numbers(exact.grad!);
        var result = new CheckResult();
        result.Check(Gradients.Numbers(actual.to(float64)), Gradients.Numbers(expected), relative * Gradients.Numbers(expected).Max(Math.Abs), () => what);
        result.Check(Gradients.Numbers(logits.grad!.to(float64)), gradient, relative * gradient.Max(Math.Abs), () => what + ", gradient");
        result.AssertRight();
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float32, 3e-5)]
    [InlineData(ScalarType.BFloat16, 6e-2)]
    public void Module(ScalarType type, double relative)
    {
        foreach ((int rows, int classes) in ((int, int)[])[(3, 2), (4, 5), (5, 16), (3, 33), (2, 1030), (1, 40_000)])
        {
            foreach (bool isMasked in (bool[])[false, true])
            {
                using ClassVectorsLoss loss = Create(classes);
                Check(loss.forward, rows, classes, isMasked, type, relative, $"{type}, {rows}×{classes}, masked: {isMasked}");
            }
        }
    }

    /// <summary>In a row of classes that are far from each other in memory.</summary>
    [Fact]
    public void Strided_logits()
    {
        using ClassVectorsLoss loss = Create(33);
        Check((z, t) => loss.forward(z.t().contiguous().t(), t), 4, 33, true, ScalarType.Float32, 3e-5, "strided");
    }

    [Fact]
    public void Composed_form()
    {
        using ClassVectorsLoss loss = Create(33);
        Check(loss.ComposedForward, 4, 33, true, ScalarType.Float64, 1e-10, "composed");
    }

    [Fact]
    public void Second_derivative_is_that_of_the_composed_form()
    {
        using var scope = NewDisposeScope();
        using ClassVectorsLoss loss = Create(7, nn.Reduction.Sum);
        Tensor logits = Logits(3, 7, isMasked: false), targets = Targets(3, 7), direction = (arange(21, float64) * 0.9).cos().reshape(3, 7);
        Tensor Twice(Func<Tensor, Tensor> forward)
        {
            Tensor x = logits.detach().requires_grad_();
            Tensor gradient = autograd.grad([forward(x)], [x], retain_graph: true, create_graph: true)[0];
            return autograd.grad([(gradient * direction).sum()], [x])[0];
        }
        AssertNear(Gradients.Numbers(Twice(x => Losses(x, targets).sum())), Gradients.Numbers(Twice(x => loss.forward(x, targets))), 1e-10);
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(2, 13)]
    [InlineData(2, 1024)]
    public void GPU(int rows, int classes)
    {
        using var device = new InterpretedDevice();
        using ClassVectorsLoss loss = Create(classes);
        loss.Core.Emulation = device;
        Check(loss.forward, rows, classes, true, ScalarType.Float32, 5e-5, $"GPU, {rows}×{classes}");
    }

    [Fact]
    public void On_an_accelerator_without_torch()
    {
        const int Classes = 13;
        double[][] vectors = [.. Enumerable.Range(0, 4).Select(i => Gradients.Numbers(Vector(i, Classes)))];
        float[] logits = [.. Gradients.Numbers(Logits(1, Classes, true)).Select(logit => (float)logit)];
        using Gen.Gpu.GpuLoss loss = ClassVectorsLoss.CreateGpuLoss(accelerator.Accelerator, vectors[0], vectors[1], vectors[2], vectors[3]);
        using var rows = accelerator.Accelerator.Allocate1D(logits);
        using var gradient = accelerator.Accelerator.Allocate1D<float>(Classes);
        using var targets = accelerator.Accelerator.Allocate1D([4]);
        using var losses = accelerator.Accelerator.Allocate1D<float>(1);
        AcceleratorStream stream = accelerator.Accelerator.DefaultStream;
        loss.ForwardBackward(stream, Classes, rows.View.AsContiguous(), targets.View.AsContiguous(), losses.View.AsContiguous(), gradient.View.AsContiguous());
        stream.Synchronize();
        double[] expected = new double[Classes];
        double value = ClassVectorsLoss.EvaluateWithGradient(
            Array.ConvertAll(logits, logit => (double)logit), 4, expected, vectors[0], vectors[1], vectors[2], vectors[3]);
        Assert.Equal(value, losses.GetAsArray1D()[0], 5e-5 * value);
        AssertNear(expected, Array.ConvertAll(gradient.GetAsArray1D(), element => (double)element), 5e-5);
        var exception = Assert.Throws<ArgumentException>(() => loss.Forward(
            stream, Classes + 1, rows.View.AsContiguous().SubView(0, 0), targets.View.AsContiguous().SubView(0, 0), losses.View.AsContiguous().SubView(0, 0)));
        Assert.Contains("scale must have one number a class, 14; it has 13", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_and_the_reference_agree()
    {
        double[][] vectors = [.. Enumerable.Range(0, 4).Select(i => Gradients.Numbers(Vector(i, 9)))];
        double[] logits = Gradients.Numbers(Logits(1, 9, true)), gradient = new double[9];
        double expected = ClassVectorsLoss.EvaluateReference(logits, 4, vectors[0], vectors[1], vectors[2], vectors[3], 0.3);
        Assert.Equal(expected, ClassVectorsLoss.Evaluate(logits, 4, vectors[0], vectors[1], vectors[2], vectors[3], 0.3), 1e-12);
        ClassVectorsLoss.EvaluateWithGradient(logits, 4, gradient, vectors[0], vectors[1], vectors[2], vectors[3], 0.3);
        for (int j = 0; j < 9; j++)
        {
            if (double.IsNegativeInfinity(logits[j]))
            {
                Assert.Equal(0, gradient[j]);
                continue;
            }
            double At(double step)
            {
                double[] moved = [.. logits];
                moved[j] += step;
                return ClassVectorsLoss.EvaluateReference(moved, 4, vectors[0], vectors[1], vectors[2], vectors[3], 0.3);
            }
            Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, gradient[j], 1e-8);
        }
        var exception = Assert.Throws<ArgumentException>("bias", () =>
            ClassVectorsLoss.Evaluate(logits, 4, vectors[0], vectors[1].AsSpan(1), vectors[2], vectors[3]));
        Assert.StartsWith("bias must have one number a class, 9; it has 8.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("margin", () => ClassVectorsLoss.EvaluateReference(logits, 4, vectors[0], vectors[1], [], vectors[3]));
    }

    [Fact]
    public void Vector_of_the_target_alone()
    {
        using var scope = NewDisposeScope();
        Tensor alpha = Vector(0, 6), logits = Logits(5, 6, false).to(float32).requires_grad_(), targets = Targets(5, 6);
        using var loss = new BalancedFocalLoss(alpha);
        using var unweighted = new FocalLoss();
        loss.forward(logits, targets).backward();
        Tensor own = logits.grad!.clone();
        Tensor again = logits.detach().requires_grad_();
        using var weighted = new FocalLoss(weight: alpha.to(float32), reduction: nn.Reduction.Sum);
        (weighted.forward(again, targets) / 5).backward();
        AssertNear(Gradients.Numbers(again.grad!.to(float64)), Gradients.Numbers(own.to(float64)), 1e-6);
    }

    [Fact]
    public void Wrong_vectors_are_refused()
    {
        using var scope = NewDisposeScope();
        Message<ArgumentNullException>(() => new LdamLoss(null!), "margin");
        Message<ArgumentException>(() => new LdamLoss(ones(2, 3)), "margin has shape (2, 3); expected (C), a number for each class.");
        Message<ArgumentException>(() => new LdamLoss(ones(3, int64)), "margin has dtype Int64; expected a floating-point dtype.");
        Message<ArgumentException>(() => new LdamLoss(ones(3, requires_grad: true)), "margin requires a gradient");
        using var loss = new LdamLoss(ones(3));
        Message<ArgumentException>(
            () => loss.forward(zeros(2, 4), zeros(2, int64)), "margin has shape (3); expected (4), a number for each class of logits (2, 4).");
        Message<ArgumentException>(() => loss.ComposedForward(zeros(2, 4), zeros(2, int64)), "margin has shape (3); expected (4)");

        static void Message<T>(Action action, string start)
            where T : ArgumentException
        {
            T exception = Assert.Throws<T>(action);
            Assert.Contains(start, exception.Message, StringComparison.Ordinal);
            Assert.Equal("margin", exception.ParamName);
        }
    }

    [Fact]
    public void Moves_with_the_module_and_is_neither_parameter_nor_buffer()
    {
        using var loss = new LdamLoss(ones(3));
        Assert.Empty(loss.parameters());
        Assert.Empty(loss.state_dict());
        loss.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, loss.margin.dtype);
        using Tensor same = loss.forward(zeros(2, 3), zeros(2, int64));
        Assert.Equal(ScalarType.Float32, same.dtype);
    }

    [Fact]
    public void Backward_uses_the_vector_that_forward_had()
    {
        using var scope = NewDisposeScope();
        Tensor margin = ones(3), logits = tensor(new[] { 1f, 2, 3 }, 1, 3).requires_grad_(), targets = zeros(1, int64);
        using var loss = new LdamLoss(margin, 1, reduction: nn.Reduction.None);
        Tensor value = loss.forward(logits, targets);
        margin.zero_();
        value.backward([ones(1)]);
        using var expected = new CrossEntropyLoss();
        Tensor moved = tensor(new[] { 0f, 2, 3 }, 1, 3).requires_grad_();
        expected.forward(moved, targets).backward();
        AssertNear(Gradients.Numbers(moved.grad!.to(float64)), Gradients.Numbers(logits.grad!.to(float64)), 1e-6);
    }

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        var result = new CheckResult();
        result.Check(actual, expected, tolerance, () => "numbers");
        result.AssertRight();
    }

    /// <summary>Values and gradients with weights, on the CPU and on a GPU, in every reduction.</summary>
    [Theory]
    [InlineData(nn.Reduction.None, ScalarType.Float64, false)]
    [InlineData(nn.Reduction.Mean, ScalarType.Float64, false)]
    [InlineData(nn.Reduction.Mean, ScalarType.Float32, false)]
    [InlineData(nn.Reduction.Sum, ScalarType.Float32, false)]
    [InlineData(nn.Reduction.None, ScalarType.Float32, true)]
    [InlineData(nn.Reduction.Mean, ScalarType.Float32, true)]
    public void Label_smoothing_with_weights_is_that_of_torch(nn.Reduction reduction, ScalarType type, bool isGpu)
    {
        using var scope = NewDisposeScope();
        using var device = new InterpretedDevice();
        Tensor targets = tensor(new long[] { 3, 0, 7, 2, 9 }), weight = Vector(0, 10);
        using var loss = new LabelSmoothingLoss(0.3, weight.to(type), 7, reduction) { Core = { Emulation = isGpu ? device : null } };
        (double[] value, double[] gradient) = Run(logits => loss.forward(logits, targets), type);
        (double[] expected, double[] expectedGradient) = Run(
            logits => nn.functional.cross_entropy(logits, targets, weight, 7, reduction, 0.3), float64);
        double relative = type == float64 ? 1e-12 : 3e-6;
        AssertNear(expected, value, relative * expected.Max());
        AssertNear(expectedGradient, gradient, relative * expectedGradient.Max());

        (double[], double[]) Run(Func<Tensor, Tensor> forward, ScalarType dtype)
        {
            Tensor logits = Logits(5, 10, isMasked: false).to(dtype).requires_grad_(), value = forward(logits);
            (value * (arange(value.NumberOfElements, dtype) + 0.5).reshape(value.shape)).sum().backward();
            return (Gradients.Numbers(value.to(float64).reshape(-1)), Gradients.Numbers(logits.grad!.to(float64)));
        }
    }

    [Fact]
    public void Label_smoothing_of_a_span_takes_weights_and_without_them_is_that_of_ones()
    {
        double[] logits = [1, -2, 0.5], weight = [0.5, 2, 1], ones = [1, 1, 1];
        double expected = 0;
        for (int j = 0; j < 3; j++)
            expected -= ((j == 0 ? 0.7 : 0) + 0.1) * weight[j] * (logits[j] - Math.Log(Math.Exp(1) + Math.Exp(-2) + Math.Exp(0.5)));
        Assert.Equal(expected, LabelSmoothingLoss.Evaluate(logits, 0, 0.3, weight), 1e-14);
        Assert.Equal(expected, LabelSmoothingLoss.EvaluateReference(logits, 0, 0.3, weight), 1e-14);
        Assert.Equal(LabelSmoothingLoss.EvaluateReference(logits, 0, 0.3), LabelSmoothingLoss.EvaluateReference(logits, 0, 0.3, ones), 1e-14);
        Assert.Equal(LabelSmoothingLoss.Evaluate(logits, 0, 0.3), LabelSmoothingLoss.Evaluate(logits, 0, 0.3, ones), 1e-14);
    }
}
