using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Tests.Engines;
using SparseLsr.Gen.Tests.Torch;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>
/// The module as it runs on CUDA tensors, on an interpreter of its PTX over tensors in the host's memory, against itself on the CPU.
/// </summary>
public sealed class GpuModuleTests : IDisposable
{
    private const int Rows = 8;
    private const int Classes = 16;

    private static readonly string[] s_losses = ["SparseLsrLoss", "LabelSmoothingLoss", "ConfidencePenaltyLoss"];

    private readonly InterpretedDevice _device = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>Every two of a loss, a reduction, an element type and a way to share rows meet.</summary>
    public static TheoryData<string, string, string, string> Batches =>
    [
        .. Pairs.Of(
            s_losses, Enum.GetNames<nn.Reduction>(), [nameof(float32), nameof(float64), nameof(bfloat16), nameof(float16)],
            (string[])["by table", .. Enum.GetNames<RowMapping>()]),
    ];

    public static TheoryData<string, string> LossesAndReductions =>
        [.. Enum.GetNames<nn.Reduction>().Select((reduction, i) => (s_losses[i % s_losses.Length], reduction))];

    public static TheoryData<string, string> LayoutsAndReductions =>
        [.. Enum.GetNames<Layout>().Select((layout, i) => (layout, Enum.GetNames<nn.Reduction>()[i % 3]))];

    public static TheoryData<string> Reductions => [.. Enum.GetNames<nn.Reduction>()];

    public void Dispose()
    {
        _scope.Dispose();
        _device.Dispose();
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Value_and_gradient_are_those_of_the_CPU(string loss, string reduction, string typeName, string sharing)
    {
        var type = Enum.Parse<ScalarType>(typeName, ignoreCase: true);
        using InterpretedDevice? device = Enum.TryParse(sharing, out RowMapping given) ? Interpreted(given) : null;
        Compare(loss, Enum.Parse<nn.Reduction>(reduction), Layout.Contiguous, type, weighted: type == float32, ignored: 2, device);
    }

    [Theory]
    [MemberData(nameof(LayoutsAndReductions))]
    public void Rows_may_lie_in_memory_in_any_way(string layout, string reduction) =>
        Compare("SparseLsrLoss", Enum.Parse<nn.Reduction>(reduction), Enum.Parse<Layout>(layout), float32, weighted: true, ignored: 1);

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Targets_may_be_of_every_integer_type_and_strided(string reduction)
    {
        foreach (ScalarType type in (ScalarType[])[int32, uint8])
        {
            (SparseTargetLoss cpu, SparseTargetLoss gpu) = Modules("SparseLsrLoss", Enum.Parse<nn.Reduction>(reduction), null);
            Tensor targets = Targets(0).to_type(type).unsqueeze(1).expand(Rows, 2).contiguous().slice(1, 0, 1, 1).squeeze(1);
            AssertSame(cpu, gpu, Logits(float32), targets, 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Without_gradient_the_loss_is_the_same(string reduction)
    {
        (SparseTargetLoss cpu, SparseTargetLoss gpu) = Modules("ConfidencePenaltyLoss", Enum.Parse<nn.Reduction>(reduction), null);
        Tensor logits = Logits(float32), targets = Targets(1);
        Gradients.AssertClose(cpu.forward(logits, targets), gpu.forward(logits, targets), 2e-5);
        Assert.True(_device.Started > 0);
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Every_further_backward_is_computed_anew(string reductionName)
    {
        (SparseTargetLoss cpu, SparseTargetLoss gpu) = Modules("SparseLsrLoss", Enum.Parse<nn.Reduction>(reductionName), null);
        Tensor[] leaves = [Logits(float32).requires_grad_(), Logits(float32).requires_grad_()];
        Tensor[] results = [cpu.forward(leaves[0], Targets(1)), gpu.forward(leaves[1], Targets(1))];
        for (int i = 0; i < 3; i++)
        {
            // All of one sign: a sum in which they cancelled would show the rounding of float32.
            Tensor upstream = rand_like(results[0]);
            foreach (Tensor result in results)
                result.backward([upstream], create_graph: false, retain_graph: true);
        }
        Gradients.AssertClose(leaves[0].grad!, leaves[1].grad!, 2e-5);
    }

    [Theory]
    [MemberData(nameof(LossesAndReductions))]
    public void Gradient_can_be_differentiated_again(string loss, string reduction)
    {
        (SparseTargetLoss cpu, SparseTargetLoss gpu) = Modules(loss, Enum.Parse<nn.Reduction>(reduction), Weights(float64));
        Tensor logits = Logits(float64), targets = Targets(2), v = randn_like(logits);
        Tensor upstream = randn_like(cpu.forward(logits, targets));
        (Tensor ByInput, Tensor ByUpstream) expected = Gradients.OfGradient(x => cpu.forward(x, targets), logits, upstream, v);
        (Tensor ByInput, Tensor ByUpstream) actual = Gradients.OfGradient(x => gpu.forward(x, targets), logits, upstream, v);
        Gradients.AssertClose(expected.ByInput, actual.ByInput, 1e-11);
        Gradients.AssertClose(expected.ByUpstream, actual.ByUpstream, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Where_no_row_counts_loss_and_gradient_are_0(string reductionName)
    {
        (_, SparseTargetLoss gpu) = Modules("SparseLsrLoss", Enum.Parse<nn.Reduction>(reductionName), null);
        Tensor logits = Logits(float32) * double.NaN, targets = full([Rows], -100, int64);
        foreach (Func<Tensor, Tensor, Tensor> forward in Gradients.Forms(gpu))
        {
            Assert.All(Gradients.Numbers(forward(logits, targets)), loss => Assert.Equal(0, loss));
            Assert.All(Gradients.Numbers(Gradients.Of(x => forward(x, targets), logits)), element => Assert.Equal(0, element));
        }
        Assert.All(Gradients.Numbers(gpu.forward(zeros([0, Classes]), zeros([0], int64))), loss => Assert.Equal(0, loss));
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void An_infinite_upstream_gradient_leaves_ignored_rows_0(string reductionName)
    {
        (_, SparseTargetLoss gpu) = Modules("SparseLsrLoss", Enum.Parse<nn.Reduction>(reductionName), null);
        Tensor logits = Logits(float32), targets = Targets(1);
        Tensor upstream = full_like(gpu.forward(logits, targets), double.PositiveInfinity);
        double[] gradient = Gradients.Numbers(Gradients.Of(x => gpu.forward(x, targets), logits, upstream));
        Assert.All(gradient[..Classes], element => Assert.Equal(0, element));
        Assert.All(gradient[Classes..], element => Assert.True(double.IsInfinity(element)));
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void A_target_that_is_no_class_gives_NaN_and_is_reported_once_by_the_next_call(string reductionName)
    {
        nn.Reduction reduction = Enum.Parse<nn.Reduction>(reductionName);
        (SparseTargetLoss cpu, SparseTargetLoss gpu) = Modules("SparseLsrLoss", reduction, null);
        Tensor logits = Logits(float32), targets = Targets(1);
        targets[3] = Classes;
        double[] losses = Gradients.Numbers(gpu.forward(logits, targets));
        Assert.True(double.IsNaN(reduction == nn.Reduction.None ? losses[3] : losses[0]));
        var thrown = Assert.Throws<ArgumentException>("targets", () => gpu.forward(logits, targets));
        Assert.StartsWith("targets[3] of an earlier call was neither a class nor ignore_index", thrown.Message);
        Assert.Contains(double.NaN, Gradients.Numbers(gpu.ComposedForward(logits, targets)));
        AssertSame(cpu, gpu, logits, Targets(1), 2e-5);
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void The_gradient_may_take_the_logits_place(string reductionName)
    {
        var reduction = Enum.Parse<nn.Reduction>(reductionName);
        using var cpu = new CrossEntropyLoss(reduction: reduction);
        using var gpu = new CrossEntropyLoss(reduction: reduction, inplace_gradient: true) { Core = { Emulation = _device } };
        Tensor targets = Targets(1), upstream = randn_like(cpu.forward(Logits(float32), targets));
        Tensor expected = Gradients.Of(x => cpu.forward(x, targets), Logits(float32), upstream);
        Tensor leaf = Logits(float32).requires_grad_();
        Tensor logits = leaf * 1;
        gpu.forward(logits, targets).backward([upstream]);
        Gradients.AssertClose(expected, leaf.grad!, 2e-5);
        Gradients.AssertClose(expected, logits.detach(), 2e-5);
    }

    [Fact]
    public void One_device_serves_losses_with_numbers_of_their_own_and_without()
    {
        foreach (string loss in (string[])["SparseLsrLoss", "CrossEntropyLoss", "SparseLsrLoss"])
            Compare(loss, nn.Reduction.Sum, Layout.Contiguous, float32, weighted: false, ignored: 0);
    }

    [Fact]
    public void Many_rows_are_summed_up_by_several_groups()
    {
        const int Many = 16_500;
        TensorKernels kernels = TensorKernels.Of(SparseLsr.Gen.Cpu.ElementType.Float32, int64);
        Tensor losses = rand(Many), targets = randint(0, Classes, Many, int64), weights = Weights(float32);
        targets[Many - 1] = -100;
        losses[Many - 1] = 0;
        var tensors = new GpuTensors
        {
            Targets = targets,
            Classes = Classes,
            IgnoreIndex = -100,
            Weight = weights,
            Scale = zeros(1),
            Losses = losses,
        };
        kernels.Scale(_device, tensors);
        Tensor result = zeros([]);
        kernels.Loss(_device, tensors, result);

        Tensor counted = weights.index_select(0, targets[..^1]).sum();
        Gradients.AssertClose(1 / counted, tensors.Scale!.squeeze(), 1e-6);
        Gradients.AssertClose(losses.sum() / counted, result, 1e-6);
        Assert.Equal(4, _device.Started);
    }

    private static InterpretedDevice Interpreted(RowMapping sharing) => new(packs => GpuEngineTests.Layout(sharing, packs));

    private static Tensor Logits(ScalarType type)
    {
        Tensor logits = tensor([.. Enumerable.Range(0, Rows * Classes).Select(i => 3 * Math.Sin(1 + i * i))], Rows, Classes).to_type(type);
        return logits;
    }

    private static Tensor Targets(int ignored) =>
        tensor([.. Enumerable.Range(0, Rows).Select(i => i < ignored ? -100L : i * 5 % Classes)]);

    private static Tensor Weights(ScalarType type) => tensor([.. Enumerable.Range(1, Classes).Select(i => 2.0 / i)]).to_type(type);

    private (SparseTargetLoss Cpu, SparseTargetLoss Gpu) Modules(
        string loss, nn.Reduction reduction, Tensor? weight, InterpretedDevice? device = null)
    {
        SparseTargetLoss Create() => TestedLosses.Named(loss).Create(LossTable.Defaults.Single(row => row.Loss == loss).Arguments, weight, null, reduction);
        SparseTargetLoss gpu = Create();
        gpu.Core.Emulation = device ?? _device;
        return (Create(), gpu);
    }

    private void Compare(
        string loss, nn.Reduction reduction, Layout layout, ScalarType type, bool weighted, int ignored, InterpretedDevice? device = null)
    {
        (SparseTargetLoss cpu, SparseTargetLoss gpu) = Modules(loss, reduction, weighted ? Weights(type) : null, device);
        double tolerance = type == float64 ? 1e-10 : type == float32 ? 2e-5 : type == bfloat16 ? 1.0 / 128 : 1.0 / 512;
        AssertSame(
            cpu, gpu, Layouts.Arrange(layout, Logits(type)).detach(), Layouts.ArrangeRows(layout, Targets(ignored)), tolerance);
    }

    private static void AssertSame(SparseTargetLoss cpu, SparseTargetLoss gpu, Tensor logits, Tensor targets, double tolerance)
    {
        Tensor value = cpu.forward(logits, targets);
        Tensor actual = gpu.forward(logits, targets);
        Assert.Equal(value.dtype, actual.dtype);
        Gradients.AssertClose(value, actual, tolerance);
        Tensor upstream = randn_like(value);
        Gradients.AssertClose(
            Gradients.Of(x => cpu.forward(x, targets), logits, upstream), Gradients.Of(x => gpu.forward(x, targets), logits, upstream),
            tolerance);
    }
}
