using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Ptx.Driver;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Losses;

/// <summary>Ready-made losses against the same composed of torch operations, loss and gradient, with an upstream gradient for each row.</summary>
public sealed class TorchLossTests
{
    private static readonly (int Rows, int Classes)[] s_shapes = [(5, 2), (7, 10), (3, 33), (2, 1030)];

    public static TheoryData<int, string> Cases =>
        [.. TorchLosses.All.Select((item, i) => (i, $"{item.Loss}({string.Join(", ", item.Parameters)})"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float64(int index, string description) => Check(index, description, ScalarType.Float64, 1e-10, null, s_shapes);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float32(int index, string description) => Check(index, description, ScalarType.Float32, 3e-5, null, s_shapes);

    /// <summary>The kernels of the GPU, half of the losses on rows that are aligned and half on ones that are not.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Float32_on_a_GPU(int index, string description) => CheckOnGpu(index, description, index % 2 == 0 ? (3, 8) : (2, 13));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Cases))]
    public void Float32_on_a_GPU_in_both_ways(int index, string description) => CheckOnGpu(index, description, (3, 8), (2, 13));

    [Fact]
    public void Every_loss_of_classes_is_there()
    {
        string[] compared = [.. TorchLosses.All.Select(item => item.Loss).Distinct()];
        string[] shipped = [.. ShippedLosses.Names.Where(name => ShippedLosses.Plan(name) is { HasClasses: true } plan && !plan.Model.Inputs.Any())];
        Assert.Equal(shipped.Order(), compared.Order());
    }

    private static void CheckOnGpu(int index, string description, params (int Rows, int Classes)[] shapes)
    {
        using var interpreted = new InterpretedDevice();
        Check(index, description, ScalarType.Float32, 5e-5, interpreted, shapes);
    }

    private static void Check(
        int index, string description, ScalarType type, double relative, IGpuDevice? device, params (int Rows, int Classes)[] shapes)
    {
        (string loss, double[] parameters, Func<Tensor, Tensor, Tensor> losses) = TorchLosses.All[index];
        var result = new CheckResult();
        foreach ((int rows, int classes) in shapes)
        {
            using var scope = NewDisposeScope();
            var random = new Random(rows * 1000 + classes);
            double scale = TorchLosses.TakesCosines(loss) ? 0.3 : 4;
            float[] numbers = [.. Enumerable.Range(0, rows * classes).Select(_ => (float)(scale * (2 * random.NextDouble() - 1)))];
            Tensor targets = tensor(Enumerable.Range(0, rows).Select(i => (long)(i * 7 % classes)).ToArray());
            Tensor upstream = tensor(Enumerable.Range(0, rows).Select(i => 0.5 + i).ToArray());
            (double[] expected, double[] gradient) = Run(z => losses(z, targets), ScalarType.Float64);
            using SparseTargetLoss module = TestedLosses.Named(loss).Create([.. TorchLosses.Vector(loss, classes), .. parameters], null, null, nn.Reduction.None);
            module.Core.Emulation = device;
            (double[] actual, double[] actualGradient) = Run(z => module.forward(z, targets), type);
            for (int i = 0; i < rows; i++)
            {
                int row = i;
                string What() => $"{description}, {type}, {rows}×{classes}, row {row}";
                Range own = (i * classes)..((i + 1) * classes);
                result.Check(actual[i], expected[i], relative * Math.Max(1, Math.Abs(expected[i])), What);
                result.Check(actualGradient.AsSpan(own), gradient.AsSpan(own), relative * gradient[own].Max(Math.Abs) + 1e-12, What);
            }

            (double[] Values, double[] Gradient) Run(Func<Tensor, Tensor> forward, ScalarType dtype)
            {
                Tensor logits = tensor(numbers, [rows, classes]).to(dtype).requires_grad_();
                Tensor values = forward(logits);
                values.backward([upstream.to(dtype)]);
                return (Numbers(values), Numbers(logits.grad!));
            }
        }
        result.AssertRight();
    }

    private static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
}
