using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.Tests.Gpu;

/// <summary>
/// The functions of the GPU, run as plain C#, against float64 over their domains. How far a GPU's own exp and log are off comes
/// on top of it there; what is tested is that the forms around them lose nothing and hold at the edges.
/// </summary>
public sealed class DeviceMathTests
{
    /// <summary>One unit in the last place of a float32, relative to it, at most.</summary>
    private const double Unit = 1.1920929e-7;

    private static readonly float[] s_edges =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, -1.17549435e-38f, 1e-20f, -1e-20f, 1e-8f, -1e-8f,
        0.29999998f, -0.29999998f, 0.3f, -0.3f, 0.49999997f, -0.49999997f, 0.5f, -0.5f, 0.7f, 0.70000005f, 1.4999999f, 1.5f,
        MathF.BitDecrement(1f), 1f, MathF.BitIncrement(1f), -1f, MathF.BitDecrement(-1f), MathF.BitIncrement(-1f),
        43.999996f, 44f, -44f, 87.5f, -87.5f, 88.8f, -88.8f, 89.3f, -89.3f, 104f, -104f, 1e8f, 1.01e8f, -1.01e8f, 1e19f, -1e19f, 1e30f, -1e30f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    /// <summary>Name, what it is in float64, and the units in the last place that it may be off.</summary>
    private static readonly Dictionary<string, (Func<float, float> Actual, Func<double, double> Exact, double Units)> s_functions = new()
    {
        ["Exp"] = (DeviceMath.Exp, Math.Exp, 1),
        ["ExpM1"] = (DeviceMath.ExpM1, ExpM1, 3),
        ["Log"] = (DeviceMath.Log, Math.Log, 3),
        ["LogP1"] = (DeviceMath.LogP1, LogP1, 3),
        ["Sigmoid"] = (DeviceMath.Sigmoid, static x => 1 / (1 + Math.Exp(-x)), 3),
        ["Softplus"] = (DeviceMath.Softplus, static x => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x))), 4),
        ["Sqrt"] = (DeviceMath.Sqrt, Math.Sqrt, 1),
        ["Cbrt"] = (DeviceMath.Cbrt, Math.Cbrt, 3),
        ["Sin"] = (DeviceMath.Sin, Math.Sin, 1),
        ["Cos"] = (DeviceMath.Cos, Math.Cos, 1),
        ["Tan"] = (DeviceMath.Tan, Math.Tan, 1),
        ["Asin"] = (DeviceMath.Asin, Math.Asin, 1),
        ["Acos"] = (DeviceMath.Acos, Math.Acos, 1),
        ["Atan"] = (DeviceMath.Atan, Math.Atan, 1),
        ["Sinh"] = (DeviceMath.Sinh, Math.Sinh, 4),
        ["Cosh"] = (DeviceMath.Cosh, Math.Cosh, 4),
        ["Tanh"] = (DeviceMath.Tanh, Math.Tanh, 4),
        ["Asinh"] = (DeviceMath.Asinh, Asinh, 5),
        ["Acosh"] = (DeviceMath.Acosh, Acosh, 5),
        ["Atanh"] = (DeviceMath.Atanh, static x => 0.5 * (LogP1(x) - LogP1(-x)), 5),
        ["LogCosh"] = (DeviceMath.LogCosh, LogCosh, 8),
        ["Abs"] = (DeviceMath.Abs, Math.Abs, 0),
        ["Sign"] = (DeviceMath.Sign, static x => double.IsNaN(x) ? x : Math.Sign(x), 0),
    };

    public static TheoryData<string> Functions => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_is_near_the_exact_one_everywhere(string name)
    {
        (Func<float, float> actual, Func<double, double> exact, double units) = s_functions[name];
        foreach (float x in s_edges.Concat(Sweep()))
            Near(exact(x), actual(x), units, $"{name}({x:R})");
    }

    /// <summary>exp(y·log x): the error of the logarithm counts as often as the exponent is large.</summary>
    [Fact]
    public void A_power_is_near_the_exact_one()
    {
        float[] exponents = [0f, 0.05f, 0.5f, 0.7f, 1f, 2f, 3f, -1f, -2f, -0.7f, 7f, 31f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (float y in exponents)
        {
            foreach (float x in s_edges.Concat(Sweep()))
            {
                double exact = Math.Pow(x, y), logarithm = Math.Abs(Math.Log(Math.Abs(exact)));
                // Where float32 already has nothing or infinity, there is no error to speak of.
                double units = double.IsFinite(logarithm) ? 2 + 3 * Math.Min(logarithm, 104) : 2;
                Near(exact, DeviceMath.Pow(x, y), units, $"Pow({x:R}, {y:R})");
            }
        }
    }

    [Fact]
    public void The_larger_and_the_smaller_are_those_of_math_and_keep_NaN()
    {
        foreach (float a in s_edges)
        {
            foreach (float b in s_edges)
            {
                Near(Math.Max(a, b), DeviceMath.Max(a, b), 0, $"Max({a:R}, {b:R})");
                Near(Math.Min(a, b), DeviceMath.Min(a, b), 0, $"Min({a:R}, {b:R})");
            }
        }
    }

    [Theory]
    [InlineData(3, 0, 1, 1)]
    [InlineData(-3, 0, 1, 0)]
    [InlineData(0.5, 0, 1, 0.5)]
    [InlineData(0.5, 1, 0, 0)]
    [InlineData(double.NaN, 0, 1, double.NaN)]
    [InlineData(double.NegativeInfinity, -2, 2, -2)]
    public void A_clamped_value_is_between_its_bounds(double value, double low, double high, double expected) =>
        Near(expected, DeviceMath.Clamp((float)value, (float)low, (float)high), 0, "Clamp");

    [Fact]
    public void A_product_with_zero_is_zero_beside_everything_but_NaN()
    {
        foreach (float x in s_edges)
        {
            Assert.Equal(float.IsNaN(x) ? float.NaN : 0f, DeviceMath.Times(0f, x), (a, b) => a.Equals(b) || a == b);
            Assert.Equal(float.IsNaN(x) ? float.NaN : 0f, DeviceMath.Times(x, 0f), (a, b) => a.Equals(b) || a == b);
            Near(2.0 * x, DeviceMath.Times(2f, x), 0.5, $"Times(2, {x:R})");
        }
    }

    /// <summary>Numbers of both signs and every magnitude, denser where the functions change their form.</summary>
    private static IEnumerable<float> Sweep()
    {
        for (double magnitude = 1e-38; magnitude < 3e38; magnitude *= 1.37)
        {
            yield return (float)magnitude;
            yield return (float)-magnitude;
        }
        for (double x = -20; x <= 20; x += 0.0137)
            yield return (float)x;
    }

    /// <summary>Within units in the last place; below the smallest normal number, as near as that.</summary>
    private static void Near(double exact, float actual, double units, string what)
    {
        double rounded = Math.Abs(exact) > float.MaxValue ? (float)exact : exact;
        bool near = rounded.Equals(actual) || rounded == actual || Math.Abs(rounded - actual) <= units * Unit * Math.Abs(rounded) + 1.2e-38;
        // At the very end of the range a unit decides between the largest number and infinity.
        bool atTheEnd = Math.Abs(exact) > float.MaxValue * (1 - units * Unit) && Math.Abs(actual) > float.MaxValue * (1 - units * Unit);
        Assert.True(near || atTheEnd, $"{what}: {actual:R}, expected {exact:R} within {units} units");
    }

    // .NET has no float64 functions that are precise near their zeros.
    private static double ExpM1(double x) => Math.Abs(x) < 1e-3 ? x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5)))) : Math.Exp(x) - 1;

    private static double LogP1(double x) => Math.Abs(x) < 1e-3 ? x * (1 - x * (0.5 - x * (1.0 / 3 - x * (0.25 - x * (0.2 - x / 6))))) : Math.Log(1 + x);

    private static double Asinh(double x) => Math.Abs(x) > 1 ? Math.Asinh(x) : Math.CopySign(LogP1(Math.Abs(x) + x * x / (1 + Math.Sqrt(x * x + 1))), x);

    private static double Acosh(double x) => x > 2 ? Math.Acosh(x) : LogP1(x - 1 + Math.Sqrt(x - 1) * Math.Sqrt(x + 1));

    private static double LogCosh(double x) =>
        Math.Abs(x) < 0.1 ? 0.5 * LogP1(Math.Sinh(x) * Math.Sinh(x)) : Math.Abs(x) + LogP1(Math.Exp(-2 * Math.Abs(x))) - Math.Log(2);
}
