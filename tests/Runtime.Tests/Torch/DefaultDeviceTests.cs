using System.Runtime.InteropServices;
using SparseLsr.Gen.Tests.Gpu;
using SparseLsr.Gen.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>
/// torch's default device and dtype concern tensors that are made without them: a loss makes its tensors for its arguments.
/// </summary>
[Collection(nameof(DefaultDeviceTests))]
[CollectionDefinition(nameof(DefaultDeviceTests), DisableParallelization = true)]
public sealed class DefaultDeviceTests(CpuAccelerator accelerator) : IClassFixture<CpuAccelerator>, IDisposable
{
    private readonly Device _device = get_default_device();
    private readonly ScalarType _dtype = get_default_dtype();
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Losses => [.. ShippedLosses.Names];

    public void Dispose()
    {
        set_default_device(_device);
        set_default_dtype(_dtype);
        _scope.Dispose();
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Numbers_are_the_same_whatever_the_defaults(string name)
    {
        Tensor[] inputs = [.. TestedModule.Inputs(name, 4, 5).Select(input => input.to_type(float32))];
        Tensor logits = randn([4, 5]), weight = rand([5]) + 0.5, targets = tensor([0L, 4, -100, 2]), v = randn([4, 5]);
        bool isWithAll = name is "LabelSmoothingLoss" or "BrierLoss";
        foreach (nn.Reduction reduction in isWithAll ? Enum.GetValues<nn.Reduction>() : [nn.Reduction.Mean])
            Check(reduction, isGpu: false);
        // The emulation is slow.
        if (name is "LabelSmoothingLoss")
            Check(nn.Reduction.Mean, isGpu: true);

        void Check(nn.Reduction reduction, bool isGpu)
        {
            Tensor[] expected = Run(reduction, isGpu);
            set_default_device(META);
            set_default_dtype(ScalarType.Float64);
            Tensor[] actual = Run(reduction, isGpu);
            set_default_device(_device);
            set_default_dtype(_dtype);
            foreach ((Tensor wanted, Tensor got) in expected.Zip(actual))
            {
                Assert.Equal((wanted.dtype, wanted.device_type), (got.dtype, got.device_type));
                Gradients.AssertClose(wanted, got, 0);
            }
        }

        Tensor[] Run(nn.Reduction reduction, bool isGpu)
        {
            using EmulatedDevice? device = isGpu ? new EmulatedDevice(accelerator.Accelerator) : null;
            using ISparseTargetLoss loss = TestedModule.Create(name, weight, weight, reduction);
            LossCore core = loss.Core();
            core.Emulation = device;
            var results = new List<Tensor>();
            foreach (double? denominator in (double?[])[null, 3])
            {
                loss.denominator = denominator;
                Tensor ones = reduction == nn.Reduction.None ? full([4], 1.0, float32, CPU) : full([], 1.0, float32, CPU);
                results.Add(core.Forward(logits, targets, inputs));
                results.Add(core.ComposedForward(logits, targets, inputs));
                results.Add(Gradients.Of(x => core.Forward(x, targets, inputs), logits, ones));
                Tensor nobody = full_like(targets, (-100L).ToScalar());
                results.Add(core.ComposedForward(logits, nobody, inputs));
                (Tensor byInput, Tensor byUpstream) = Gradients.OfGradient(x => core.Forward(x, targets, inputs), logits, ones, v);
                results.AddRange([byInput, byUpstream]);
            }
            return [.. results];
        }
    }

    [Fact]
    public void Exception_in_backward_reaches_its_caller()
    {
        Tensor logits = randn([4, 5]).requires_grad_(), targets = tensor([0L, 4, -100, 2]);
        using var loss = new CrossEntropyLoss(reduction: nn.Reduction.Sum);
        set_default_device(META);
        Tensor input = logits + logits;
        Tensor result = loss.forward(input, targets);
        result.backward(retain_graph: true);
        input.add_(1);
        var thrown = Assert.Throws<ExternalException>(() => result.backward());
        Assert.NotNull(thrown.Data[SparseTargetLoss.BackwardExceptionKey]);
    }
}
