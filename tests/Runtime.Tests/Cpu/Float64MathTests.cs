using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>The scalar functions against values from 60-digit arithmetic.</summary>
public sealed class Float64MathTests
{
    public static TheoryData<double, double> ExpM1Values() => new()
    {
        { 1e-300, 1e-300 }, { 1e-20, 1e-20 }, { 1e-10, 1.00000000005e-10 }, { -1e-10, -9.999999999500001e-11 },
        { 1e-05, 1.0000050000166668e-05 }, { -1e-05, -9.999950000166666e-06 }, { 0.001, 0.0010005001667083417 },
        { 0.1, 0.10517091807564763 }, { -0.1, -0.09516258196404043 }, { 0.5, 0.6487212707001282 }, { -0.5, -0.3934693402873666 },
        { 0.9, 1.4596031111569496 }, { -0.9, -0.5934303402594009 }, { 1.0, 1.7182818284590453 }, { 2.5, 11.182493960703473 },
        { 30.0, 10686474581523.463 }, { -1.0, -0.6321205588285577 }, { -40.0, -1.0 }, { 700.0, 1.0142320547350045e+304 },
        { 0, 0 }, { double.PositiveInfinity, double.PositiveInfinity }, { double.NegativeInfinity, -1 }, { double.NaN, double.NaN },
    };

    public static TheoryData<double, double> LogP1Values() => new()
    {
        { 1e-300, 1e-300 }, { 1e-20, 1e-20 }, { 1e-10, 9.999999999500001e-11 }, { -1e-10, -1.00000000005e-10 },
        { 1e-05, 9.999950000333332e-06 }, { -1e-05, -1.0000050000333337e-05 }, { 0.001, 0.0009995003330835331 },
        { 0.1, 0.09531017980432487 }, { -0.1, -0.10536051565782631 }, { 0.5, 0.4054651081081644 }, { -0.5, -0.6931471805599453 },
        { 0.9, 0.6418538861723948 }, { -0.9, -2.302585092994046 }, { 1.0, 0.6931471805599453 }, { 2.5, 1.252762968495368 },
        { 30.0, 3.4339872044851463 }, { -0.999999999, -20.723265865228342 }, { 1e+18, 41.44653167389282 },
        { 1e+300, 690.7755278982137 }, { 0, 0 }, { -1, double.NegativeInfinity }, { -1.5, double.NaN },
        { double.PositiveInfinity, double.PositiveInfinity }, { double.NaN, double.NaN },
    };

    public static TheoryData<double, double> LogCoshValues() => new()
    {
        { 1e-08, 5e-17 }, { -1e-08, 5e-17 }, { 0.001, 4.999999166666889e-07 }, { 0.1, 0.0049916888216465305 },
        { 0.5, 0.12011450695827752 }, { -0.5, 0.12011450695827752 }, { 0.999, 0.4330194464208848 }, { 1.0, 0.4337808304830272 },
        { 1.001, 0.43454263451956293 }, { 2.0, 1.3250027473578645 }, { -5.0, 4.3068982183392714 }, { 30.0, 29.306852819440056 },
        { 800.0, 799.3068528194401 }, { 0, 0 }, { double.NegativeInfinity, double.PositiveInfinity }, { double.NaN, double.NaN },
    };

    public static TheoryData<double, double> SoftplusValues() => new()
    {
        { -740.0, 4.2e-322 }, { -40.0, 4.248354255291589e-18 }, { -5.0, 0.006715348489118068 }, { -0.1, 0.6443966600735709 },
        { 0.0, 0.6931471805599453 }, { 0.1, 0.7443966600735709 }, { 3.0, 3.048587351573742 }, { 40.0, 40.0 }, { 1000.0, 1000.0 },
        { double.PositiveInfinity, double.PositiveInfinity }, { double.NegativeInfinity, 0 }, { double.NaN, double.NaN },
    };

    public static TheoryData<double, double> SigmoidValues() => new()
    {
        { -740.0, 4.2e-322 }, { -40.0, 4.248354255291589e-18 }, { -5.0, 0.0066928509242848554 }, { -0.1, 0.47502081252106 },
        { 0.0, 0.5 }, { 0.1, 0.52497918747894 }, { 3.0, 0.9525741268224333 }, { 40.0, 1.0 }, { 1000.0, 1.0 },
        { double.PositiveInfinity, 1 }, { double.NegativeInfinity, 0 }, { double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(ExpM1Values))]
    public void ExpM1(double x, double expected) => Near(expected, Float64Math.ExpM1(x));

    [Theory]
    [MemberData(nameof(LogP1Values))]
    public void LogP1(double x, double expected) => Near(expected, Float64Math.LogP1(x));

    [Fact]
    public void LogP1OfUnit()
    {
        for (double x = 1; x > 1e-300; x *= 0.99)
            Assert.InRange(Float64Math.LogP1OfUnit(x), Float64Math.LogP1(x) * (1 - 1e-15), Float64Math.LogP1(x) * (1 + 1e-15));
        Assert.Equal(0, Float64Math.LogP1OfUnit(0));
        Assert.Equal(double.NaN, Float64Math.LogP1OfUnit(double.NaN));
    }

    [Theory]
    [MemberData(nameof(LogCoshValues))]
    public void LogCosh(double x, double expected) => Near(expected, Float64Math.LogCosh(x));

    [Theory]
    [MemberData(nameof(SoftplusValues))]
    public void Softplus(double x, double expected) => Near(expected, Float64Math.Softplus(x));

    [Theory]
    [MemberData(nameof(SigmoidValues))]
    public void Sigmoid(double x, double expected) => Near(expected, Float64Math.Sigmoid(x));

    [Theory]
    [InlineData(3.0, 1.0)]
    [InlineData(double.NegativeInfinity, -1.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Sign(double x, double expected) => Assert.Equal(expected, Float64Math.Sign(x));

    [Theory]
    [InlineData(2.0, 3.0, 6.0)]
    [InlineData(0.0, double.PositiveInfinity, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0, 0.0)]
    [InlineData(0.0, double.NaN, double.NaN)]
    [InlineData(double.NaN, 0.0, double.NaN)]
    [InlineData(double.NegativeInfinity, 2.0, double.NegativeInfinity)]
    public void Times(double a, double b, double expected) => Assert.Equal(expected, Float64Math.MultiplyNoNan(a, b));

    [Theory]
    [InlineData(2.0, 0.0, 1.0, 1.0)]
    [InlineData(-2.0, 0.0, 1.0, 0.0)]
    [InlineData(0.5, 0.0, 1.0, 0.5)]
    [InlineData(0.5, 1.0, 0.0, 0.0)]
    [InlineData(double.NaN, 0.0, 1.0, double.NaN)]
    public void Clamp(double value, double low, double high, double expected) => Assert.Equal(expected, Float64Math.Clamp(value, low, high));

    private static void Near(double expected, double actual)
    {
        if (double.IsFinite(expected) && Math.Abs(actual - expected) <= Math.Max(4e-16 * Math.Abs(expected), double.Epsilon))
            return;
        Assert.Equal(expected, actual);
    }
}
