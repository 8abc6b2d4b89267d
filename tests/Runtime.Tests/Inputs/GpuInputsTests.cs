using System.Numerics;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Tests.Gpu;

namespace SparseLsr.Gen.Tests.Inputs;

/// <summary>Inputs of rows as views of an accelerator, against the loss over spans.</summary>
public sealed class GpuInputsTests(CpuAccelerator device) : IClassFixture<CpuAccelerator>
{
    private const int Rows = 3;
    private const double Ratio = 0.25;

    private static readonly long[] s_targets = [1, 7, 0];
    private static readonly double[] s_weight = [1, 2, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    [Fact]
    public void Float32() => Check<float, float>(8, 1e-5);

    [Fact]
    [Trait("Category", "Long")]
    public void Float64() => Check<double, double>(13, 1e-12);

    [Fact]
    [Trait("Category", "Long")]
    public void BFloat16() => Check<ushort, float>(8, 1e-2);

    [Fact]
    [Trait("Category", "Long")]
    public void Float16() => Check<ILGPU.Half, float>(13, 2e-3);

    private void Check<T, TNumber>(int classes, double tolerance)
        where T : unmanaged
        where TNumber : unmanaged, INumber<TNumber>
    {
        Accelerator accelerator = device.Accelerator;
        T[] z = Elements<T>(classes, 1.7, 3), y = Elements<T>(classes, 0.9, 0.5);
        TNumber[] ratios = [.. Enumerable.Range(0, Rows).Select(i => TNumber.CreateTruncating(Ratio * (i + 1)))];
        using var logits = accelerator.Allocate1D(z);
        using var targets = accelerator.Allocate1D(s_targets);
        using var other = accelerator.Allocate1D(y);
        using var ratio = accelerator.Allocate1D(ratios);
        using var losses = accelerator.Allocate1D<TNumber>(Rows);
        using var gradient = accelerator.Allocate1D<T>(z.Length);
        using var byRatio = accelerator.Allocate1D<TNumber>(Rows);
        using var factor = accelerator.Allocate1D([TNumber.CreateTruncating(0.5)]);
        using GpuLoss loss = MixupLoss.CreateGpuLoss(accelerator, s_weight[..classes], ignore_index: 0);
        using var saved = accelerator.Allocate1D<TNumber>(Rows * loss.SavedPerRow);
        GpuInputs<T, TNumber> plain = new() { ClassInputs = [other.View], RowInputs = [ratio.View] };
        GpuInputs<T, TNumber> inputs = new()
        {
            ClassInputs = [other.View],
            RowInputs = [ratio.View],
            RowInputGradients = [byRatio.View],
        };

        loss.Forward<T, long, TNumber>(accelerator.DefaultStream, classes, logits.View, targets.View, losses.View, plain);
        AssertRight(byGradient: false, byInput: false, 1);
        loss.ForwardBackward<T, long, TNumber>(
            accelerator.DefaultStream, classes, logits.View, targets.View, losses.View, gradient.View, factor.View, inputs);
        AssertRight(byGradient: true, byInput: true, 0.5);
        gradient.MemSetToZero();
        byRatio.MemSetToZero();
        loss.ForwardSaving<T, long, TNumber>(
            accelerator.DefaultStream, classes, logits.View, targets.View, losses.View, saved.View, inputs);
        AssertRight(byGradient: false, byInput: true, 1);
        byRatio.MemSetToZero();
        loss.Backward<T, long, TNumber>(
            accelerator.DefaultStream, classes, logits.View, targets.View, saved.View, factor.View, gradient.View, plain);
        AssertRight(byGradient: true, byInput: false, 0.5);
        Assert.All(byRatio.GetAsArray1D(), number => Assert.Equal(TNumber.Zero, number));

        void AssertRight(bool byGradient, bool byInput, double scale)
        {
            accelerator.Synchronize();
            double[] found = Array.ConvertAll(losses.GetAsArray1D(), double.CreateTruncating);
            double[] foundGradient = Array.ConvertAll(gradient.GetAsArray1D(), GpuElement.ToDouble);
            double[] foundByRatio = Array.ConvertAll(byRatio.GetAsArray1D(), double.CreateTruncating);
            double[] wide = Array.ConvertAll(z, GpuElement.ToDouble), wideOther = Array.ConvertAll(y, GpuElement.ToDouble);
            for (int i = 0; i < Rows; i++)
            {
                Range row = (i * classes)..((i + 1) * classes);
                double lambda = Ratio * (i + 1), weight = s_targets[i] == 0 ? 0 : s_weight[s_targets[i]];
                double[] expected = new double[classes];
                double Value(double at) =>
                    MixupLoss.EvaluateWithGradient(wide.AsSpan(row), (int)s_targets[i], expected, wideOther.AsSpan(row), at);
                double derivative = Value(1) - Value(0), value = Value(lambda);
                Assert.Equal(weight * value, found[i], 10 * tolerance);
                if (byGradient)
                    Assert.All(expected.Zip(foundGradient[row]), pair => Assert.Equal(scale * weight * pair.First, pair.Second, 3 * tolerance));
                if (byInput)
                    Assert.Equal(weight * derivative, foundByRatio[i], 10 * tolerance);
            }
        }
    }

    [Fact]
    public void Missing_and_wrong_views_are_refused()
    {
        Accelerator accelerator = device.Accelerator;
        using var logits = accelerator.Allocate1D(new float[16]);
        using var targets = accelerator.Allocate1D(new long[2]);
        using var losses = accelerator.Allocate1D<float>(2);
        using var ratio = accelerator.Allocate1D(new float[2]);
        using GpuLoss loss = MixupLoss.CreateGpuLoss(accelerator);
        Refused("RowInputs has 0 views; expected 1", null);
        Refused("ClassInputs has 0 views; expected 1", new() { RowInputs = [ratio.View] });
        Refused("RowInputs[0] has 16 elements; expected 2", new() { RowInputs = [logits.View], ClassInputs = [logits.View] });
        Refused("ClassInputs[0] has 2 elements; expected 16", new() { RowInputs = [ratio.View], ClassInputs = [ratio.View] });
        Refused(
            "RowInputGradients has 2 views; expected 1",
            new() { RowInputs = [ratio.View], ClassInputs = [logits.View], RowInputGradients = [losses.View, losses.View] });

        void Refused(string start, GpuInputs<float, float>? inputs) => Assert.StartsWith(
            start,
            Assert.Throws<ArgumentException>(() => loss.Forward<float, long, float>(
                accelerator.DefaultStream, 8, logits.View, targets.View, losses.View, inputs)).Message,
            StringComparison.Ordinal);
    }

    private static T[] Elements<T>(int classes, double frequency, double scale)
        where T : unmanaged =>
        [.. Enumerable.Range(0, Rows * classes).Select(i => GpuElement.From<T>(scale * Math.Sin(i * frequency)))];
}
