using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Ptx.Driver;
using SparseLsr.Gen.Testing.Kernels;
using SparseLsr.Gen.Tests.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>
/// Losses with functions of a class over an accelerator's views, on ILGPU's emulation of a GPU, and as modules, on the kernels' PTX,
/// against a plain evaluation class by class. A few small batches, as every thread of the emulation is one of the system's; what the
/// kernels compute is tested on their PTX.
/// </summary>
public sealed class ClassLossGpuTests(CpuAccelerator accelerator) : IClassFixture<CpuAccelerator>, IDisposable
{
    private const int Classes = 40, OneWarp = 32, SeveralWarps = 64;

    private readonly InterpretedDevice _device = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private Accelerator Accelerator => accelerator.Accelerator;

    public static TheoryData<string> Mappings => [.. Enum.GetNames<RowMapping>()];

    public static TheoryData<string> Reductions => [.. Enum.GetNames<nn.Reduction>()];

    public void Dispose()
    {
        _scope.Dispose();
        _device.Dispose();
    }

    /// <summary>Each mapping once; the loss with the most sums is left to the long test.</summary>
    [Theory]
    [MemberData(nameof(Mappings))]
    public void Calls_over_views_give_what_the_text_of_a_loss_says(string mapping)
    {
        if (mapping == nameof(RowMapping.Split))
            Check<double, int, double, TwoLevelKernel>(mapping, default, Classes);
        else if (mapping == nameof(RowMapping.Warp))
            Check<ushort, long, float, BrierKernel>(mapping, default, Classes);
        else
            Check<float, long, float, BrierKernel>(mapping, default, 33);
    }

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Mappings))]
    public void Every_loss_in_every_mapping(string mapping)
    {
        Check<ILGPU.Half, int, float, BrierKernel>(mapping, default, Classes, SeveralWarps);
        Check<float, long, float, TwoLevelKernel>(mapping, default, 33, SeveralWarps);
        Check<ushort, int, float, ManySumsKernel>(mapping, new ManySumsKernel(0.75, 1.5), Classes, SeveralWarps);
    }

    [Fact]
    public void More_is_saved_of_a_row_and_a_view_that_is_too_short_is_named()
    {
        using GpuLoss gpu = Create<BrierKernel>(default, RowMapping.Warp, OneWarp);
        Assert.Equal(23, gpu.SavedPerRow);
        using GpuLoss other = CrossEntropyLoss.CreateGpuLoss(Accelerator);
        Assert.Equal(5, other.SavedPerRow);
        using var batch = new GpuBatch<float, long, float>(Accelerator, [[1, 2, 3, 4]], [0], savedPerRow: other.SavedPerRow);
        using var one = Accelerator.Allocate1D([1f]);
        var exception = Assert.Throws<ArgumentException>("saved", () => batch.ForwardSavingThenBackward(gpu, one.View));
        Assert.StartsWith("saved has 5 elements; expected 23.", exception.Message);
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void A_module_gives_loss_and_gradient(string reductionName)
    {
        var reduction = Enum.Parse<nn.Reduction>(reductionName);
        foreach (bool inPlace in (bool[])[false, true])
        {
            using var module = new BrierModule(reduction, inPlace) { Core = { Emulation = _device } };
            (double[][] rows, long[] targets) = Rows(Classes);
            Tensor leaf = tensor([.. rows.SelectMany(static row => row)], [rows.Length, Classes], float32).requires_grad_();
            Tensor logits = leaf * 1, result = module.forward(logits, tensor(targets));
            double[] upstream = reduction == nn.Reduction.None ? [0.5, -2, 0.25] : [3, 3, 3];
            double divisor = reduction == nn.Reduction.Mean ? rows.Length : 1;
            Tensor factors = reduction == nn.Reduction.None ? tensor(upstream, dtype: float32) : tensor(upstream[0], dtype: float32);
            result.backward([factors]);

            double[] losses = new double[rows.Length], gradient = Gradients.Numbers(leaf.grad!);
            for (int i = 0; i < rows.Length; i++)
            {
                var expected = new double[Classes];
                double[] held = Array.ConvertAll(rows[i], static z => (double)(float)z);
                losses[i] = ClassRowReference<BrierKernel>.EvaluateWithGradient(default, held, (int)targets[i], expected);
                for (int j = 0; j < Classes; j++)
                    Assert.Equal(expected[j] * upstream[i] / divisor, gradient[i * Classes + j], 5e-5);
            }
            double[] values = reduction == nn.Reduction.None ? losses : [losses.Sum() / divisor];
            Assert.Equal(values.Length, result.numel());
            Assert.All(values.Zip(Gradients.Numbers(result)), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
            if (inPlace)
                Assert.Equal(gradient, Gradients.Numbers(logits.detach()));
        }
    }

    private GpuLoss Create<TLoss>(TLoss loss, RowMapping mapping, int blockSize)
        where TLoss : unmanaged, IClassLoss =>
        new(Accelerator, _ => new BoundClassLoss<TLoss>(loss)) { Configure = packs => GpuEngineTests.Layout(mapping, packs, blockSize) };

    private void Check<T, TTarget, TNumber, TLoss>(string mapping, TLoss loss, int classes, int blockSize = OneWarp)
        where T : unmanaged
        where TTarget : unmanaged, INumber<TTarget>
        where TNumber : unmanaged, INumber<TNumber>
        where TLoss : unmanaged, IClassLoss
    {
        using GpuLoss gpu = Create(loss, Enum.Parse<RowMapping>(mapping), blockSize);
        (double[][] rows, long[] targets) = Rows(classes);
        double[] upstream = [0.5, -2, 0.25];
        using var batch = new GpuBatch<T, TTarget, TNumber>(Accelerator, rows, targets, savedPerRow: gpu.SavedPerRow);
        using var factors = Accelerator.Allocate1D(Array.ConvertAll(upstream, TNumber.CreateTruncating));
        double[][] held = batch.Rows;
        double[] forward = batch.Forward(gpu);
        var saved = batch.ForwardSavingThenBackward(gpu, factors.View);
        var fused = batch.ForwardBackward(gpu);
        // Last, as it overwrites the logits.
        Assert.Equal(fused.Gradient, batch.ForwardBackward(gpu, inPlace: true).Gradient);
        for (int row = 0; row < held.Length; row++)
        {
            var gradient = new double[classes];
            double value = ClassRowReference<TLoss>.EvaluateWithGradient(loss, held[row], (int)targets[row], gradient);
            Assert.All([forward[row], saved.Losses[row], fused.Losses[row]], actual => Near<T>(value, actual, Math.Max(1, Math.Abs(value)), 0));
            double scale = ClassRowReference<TLoss>.GradientScale(loss, held[row], (int)targets[row]);
            for (int j = 0; j < classes; j++)
            {
                Near<T>(gradient[j], fused.Gradient[row][j], scale, GpuElement.Rounding<T>());
                Near<T>(gradient[j] * upstream[row], saved.Gradient[row][j], 2 * scale, GpuElement.Rounding<T>());
            }
        }
    }

    /// <summary>An ordinary row, one whose target is masked, and one with masked classes, their targets at different places.</summary>
    private static (double[][] Rows, long[] Targets) Rows(int classes)
    {
        var random = new Random(classes);
        double[][] rows = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, classes).Select(_ => 6 * random.NextDouble() - 3).ToArray())];
        rows[1][classes / 2] = double.NegativeInfinity;
        for (int j = 1; j < classes - 1; j += 3)
            rows[2][j] = double.NegativeInfinity;
        return (rows, [classes - 1, classes / 2, 0]);
    }

    private static void Near<T>(double expected, double actual, double scale, double rounding) => Assert.Equal(
        expected, actual, (typeof(T) == typeof(double) ? 1e-10 : 5e-5) * scale + rounding * Math.Abs(expected) + GpuElement.Step<T>());

    private sealed class BrierModule(nn.Reduction reduction, bool inPlace) : SparseTargetLoss(null, null, reduction, inPlace)
    {
        protected override BoundLoss Bind(double classes) => new BoundClassLoss<BrierKernel>(default);
    }
}
