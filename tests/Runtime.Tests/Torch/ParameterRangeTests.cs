using System.ComponentModel.DataAnnotations;
using SparseLsr.Gen.Tests.Gpu;

namespace SparseLsr.Gen.Tests.Torch;

/// <summary>One parameter with both bounds excluded, one with a range that the kernel does not read.</summary>
[SparseTargetLoss]
public sealed partial class RangeLoss
{
    private static double Loss(
        Row row, [Range(-1.5, 2, MinimumIsExclusive = true, MaximumIsExclusive = true)] double scale, [Range(0, 1)] double unused = 0.5) =>
        -scale * row.LogProb + 0 * unused;
}

/// <summary>A parameter out of its range is refused wherever it is given, and nothing else changes.</summary>
public sealed class ParameterRangeTests(CpuAccelerator accelerator) : IClassFixture<CpuAccelerator>
{
    private static readonly double[] s_logits = [1, 2];
    private static readonly float[] s_single = [1, 2];

    public static TheoryData<double> Refused => [-1.5, 2, 7, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refused_by_the_module_in_spans_and_on_a_GPU(double value)
    {
        using var loss = new RangeLoss(1);
        Check(() => loss.scale = value);
        Assert.Equal(1, loss.scale);
        Check(() => new RangeLoss(value));
        Check(() => RangeLoss.EvaluateReference(s_logits, 0, value));
        Check(() => RangeLoss.Evaluate(s_logits, 0, value));
        Check(() => RangeLoss.Evaluate(s_single, 0, value));
        Check(() => RangeLoss.EvaluateWithGradient(s_logits, 0, new double[2], value));
        Check(() => RangeLoss.EvaluateWithGradient(s_single, 0, new float[2], value));
        Check(() => RangeLoss.CreateGpuLoss(accelerator.Accelerator, value));

        void Check(Action action)
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(action);
            Assert.Equal("scale", exception.ParamName);
            Assert.Equal(value, exception.ActualValue);
            Assert.Contains("expected a number in (-1.5, 2).", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refused_where_the_kernel_does_not_read_it() =>
        Assert.Equal("unused", Assert.Throws<ArgumentOutOfRangeException>(() => RangeLoss.Evaluate(s_logits, 0, 1, 1.5)).ParamName);

    [Theory]
    [InlineData(-1.4999999999999998)]
    [InlineData(1.9999999999999998)]
    public void Accepted_within_the_range(double value)
    {
        using var loss = new RangeLoss(value, 1) { unused = 0 };
        Assert.Equal(value, loss.scale);
        Assert.Equal(RangeLoss.EvaluateReference(s_logits, 0, value), RangeLoss.Evaluate(s_logits, 0, value, 1), 1e-15);
    }

    [Fact]
    public void Ready_made_losses_have_the_ranges_of_their_publications()
    {
        Refuses("smoothing", () => new LabelSmoothingLoss(7), () => new LabelSmoothingLoss(-0.1), () => new SparseLsrLoss(1.1));
        Refuses("smoothing", () => new PublishedSparseLsrLoss(-1), () => PublishedSparseLsrLoss.Evaluate(s_logits, 0, 2));
        Refuses("gamma", () => new FocalLoss(-1), () => new FocalLoss(double.PositiveInfinity));
        Refuses("q", () => new GeneralizedCrossEntropyLoss(0), () => new GeneralizedCrossEntropyLoss(1.5));
        Refuses("epsilon", () => new Poly1Loss(-1.5));
        Refuses("phi1", () => new AbsoluteCrossEntropyLoss(phi1: 0));

        static void Refuses(string parameter, params Func<object>[] calls) => Assert.All(
            calls, call => Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName));
    }
}
