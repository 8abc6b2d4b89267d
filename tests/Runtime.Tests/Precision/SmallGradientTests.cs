using ILGPU;
using ILGPU.Runtime;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Tests.Gpu;

namespace SparseLsr.Gen.Tests.Precision;

/// <summary>
/// Gradients of classes that hardly matter, which are right although they are smaller than the rounding error of the largest: no
/// coefficient is a difference of two derivatives.
/// </summary>
public sealed class SmallGradientTests(CpuAccelerator device) : IClassFixture<CpuAccelerator>
{
    [Theory]
    [InlineData(25, -1.111036e-10)]
    [InlineData(35, -5.044093e-15)]
    [InlineData(40, -3.398683e-17)]
    public void Others_keep_what_a_difference_would_lose(double gap, double expected)
    {
        var gradient = new double[3];
        CappedLogSumExpLoss.EvaluateWithGradient(CappedRow(gap), 0, gradient);
        Assert.Equal(expected, gradient[1], 1e-6 * Math.Abs(expected));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(20)]
    public void Others_keep_it_in_float32_on_a_GPU(double gap)
    {
        double[] row = CappedRow(gap);
        var expected = new double[3];
        CappedLogSumExpLoss.EvaluateWithGradient(row, 0, expected);
        using GpuLoss loss = CappedLogSumExpLoss.CreateGpuLoss(device.Accelerator);
        using var logits = device.Accelerator.Allocate1D(Array.ConvertAll(row, static logit => (float)logit));
        using var targets = device.Accelerator.Allocate1D(new long[1]);
        using var losses = device.Accelerator.Allocate1D<float>(1);
        using var gradient = device.Accelerator.Allocate1D<float>(3);
        loss.ForwardBackward<float, long, float>(
            device.Accelerator.DefaultStream, 3, logits.View, targets.View, losses.View, gradient.View);
        device.Accelerator.Synchronize();
        float[] actual = gradient.GetAsArray1D();
        Assert.Equal(expected[1], actual[1], 2e-5 * Math.Abs(expected[1]));
        Assert.Equal(expected[2], actual[2], 2e-5 * Math.Abs(expected[2]));
    }

    [Fact]
    public void Others_are_finite_where_the_targets_derivative_is_not()
    {
        var gradient = new double[3];
        ScaledArcFaceLoss.EvaluateWithGradient([64.0, 40, 39], 0, gradient);
        Assert.Equal(9.539076e-8, gradient[1], 1e-13);
        Assert.Equal(3.509230e-8, gradient[2], 1e-13);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(760)]
    public void What_divides_by_a_vanishing_probability_is_cancelled(double target)
    {
        double[] row = [target, 0.5, -0.25];
        var gradient = new double[3];
        double value = ComplementEntropyLoss.EvaluateWithGradient(row, 0, gradient);
        double q = 1 / (1 + Math.Exp(-0.75)), entropy = -q * Math.Log(q) - (1 - q) * Math.Log(1 - q);
        Assert.Equal(-entropy / 2, value, 1e-14);
        Assert.Equal(0, gradient[0]);
        // ∂(−H′/2)/∂z_1 = q(log q + H′)/2.
        Assert.Equal(q * (Math.Log(q) + entropy) / 2, gradient[1], 1e-14);
        Assert.Equal(-gradient[1], gradient[2], 1e-14);
    }

    private static double[] CappedRow(double gap) => [-40, -40 - gap, -40.5 - gap];
}
