using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Gpu.Device;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Kernels;

/// <summary>
/// The functions of generated losses in their three implementations, against exact values over the whole range. The GPU's are run as
/// plain C#; what a GPU's own exp, log, division and root are off comes on top there.
/// </summary>
public sealed class RowMathTests
{
    /// <summary>Units in the last place that each implementation may be off, as its documentation states.</summary>
    private static readonly Dictionary<string, (double Cpu, double Device64, double Device32)> s_bounds = new()
    {
        ["Sqrt"] = (0.5, 0.5, 0.5),
        ["Cbrt"] = (4, 1.5, 1.5),
        ["Exp"] = (2, 1.5, 1.5),
        ["ExpM1"] = (4, 1.5, 1.5),
        ["Log"] = (2, 1.5, 1.5),
        ["LogP1"] = (4, 1.5, 2.5),
        ["LogP1OfUnit"] = (1.5, 1.5, 1.5),
        ["Sigmoid"] = (4, 2.5, 2.5),
        ["Softplus"] = (4, 2.5, 2.5),
        // The C library's, near the zeros of huge arguments.
        ["Sin"] = (16, 1.5, 1.5),
        ["Cos"] = (16, 1.5, 1.5),
        ["Tan"] = (16, 2.5, 2.5),
        ["Asin"] = (2, 1.5, 2.5),
        ["Acos"] = (2, 1.5, 1.5),
        ["Atan"] = (2, 1.5, 1.5),
        ["Sinh"] = (4, 1.5, 4),
        ["Cosh"] = (4, 1.5, 2.5),
        ["Tanh"] = (4, 4, 4),
        ["Asinh"] = (4, 2.5, 2.5),
        ["Acosh"] = (4, 2.5, 2.5),
        ["Atanh"] = (4, 2.5, 4),
        ["SechSquared"] = (4, 4, 4),
        ["LogCosh"] = (4, 2.5, 2.5),
        ["Abs"] = (0, 0, 0),
        ["Sign"] = (0, 0, 0),
    };

    private static readonly ConcurrentDictionary<(string Function, int Arguments), BigFloat[]> s_exact = [];

    public static TheoryData<string> Functions => [.. s_bounds.Keys];

    [Fact]
    public void Every_function_of_one_argument_has_a_bound()
    {
        IEnumerable<string> functions = typeof(IMathFunctions<double>).GetMethods().Concat(typeof(IRowMath<double>).GetMethods())
            .Where(method => method.GetParameters().Length == 1 && method.Name is not "Of" && !method.IsSpecialName)
            .Select(method => method.Name);
        Assert.Equal(functions.Order(), s_bounds.Keys.Order());
        Assert.Equal(functions.Order(), ExactFunctions.All.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Of_float64_on_the_CPU(string function) =>
        CheckFloat64<Float64Math>(function, s_bounds[function].Cpu, MathArguments.EveryDay(MathArguments.Float64));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Of_float64_on_the_GPU(string function) =>
        CheckFloat64<DeviceFloat64Math>(function, s_bounds[function].Device64, MathArguments.EveryDay(MathArguments.Float64));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Of_float32_on_the_GPU(string function) => CheckFloat32(function, MathArguments.EveryDay(MathArguments.Float32));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Functions))]
    public void Of_every_argument(string function)
    {
        CheckFloat64<Float64Math>(function, s_bounds[function].Cpu, MathArguments.Float64);
        CheckFloat64<DeviceFloat64Math>(function, s_bounds[function].Device64, MathArguments.Float64);
        CheckFloat32(function, MathArguments.Float32);
    }

    private static void CheckFloat32(string function, float[] all)
    {
        Func<float, float> actual = Create<Func<float, float>>(typeof(DeviceFloat32Math), function);
        float[] arguments = [.. all.Where(x => IsArgument(function, x))];
        BigFloat[] exact = [.. arguments.AsParallel().AsOrdered().Select(x => ExactFunctions.All[function](x))];
        for (int i = 0; i < arguments.Length; i++)
        {
            double expected = exact[i].ToDouble(), error = Math.Abs(actual(arguments[i]) - expected);
            float rounded = (float)expected;
            bool isNear = float.IsFinite(rounded)
                ? error <= s_bounds[function].Device32 * UnitOf(rounded)
                : rounded.Equals(actual(arguments[i]));
            if (!isNear)
                Assert.Fail($"{function}({arguments[i]:R}) is {actual(arguments[i]):R}, not {expected:R}");
        }
    }

    /// <summary>e^(y·log x): the error of the logarithm counts as often as the exponent is large.</summary>
    [Fact]
    public void Of_powers()
    {
        double[] exponents =
        [
            0, -0.0, 0.05, 0.5, 0.7, 1, 2, 3, 7, 31, -0.7, -1, -2, 1.5, 100, 1e3, 1e300, 4503599627370497, 4503599627370496.5,
            9007199254740993, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        ];
        foreach (double y in exponents)
        {
            foreach (double x in MathArguments.Float64.Where(static (_, i) => i % 5 == 0 || i < 300))
            {
                double exact = Math.Pow(x, y), actual = DeviceFloat64Math.Pow(x, y);
                double units = 3 + Math.Abs(Math.Log(Math.Abs(exact))) / 32;
                bool isNear = exact.Equals(actual)
                    || (double.IsFinite(exact) && exact != 0 && Math.Abs(actual - exact) <= units * UnitOf(exact));
                if (!isNear)
                    Assert.Fail($"Pow({x:R}, {y:R}) is {actual:R}, not {exact:R}");

                float x32 = (float)x, y32 = (float)y, actual32 = DeviceFloat32Math.Pow(x32, y32);
                double exact32 = Math.Pow(x32, y32), logarithm = Math.Abs(Math.Log(Math.Abs(exact32)));
                bool isAtTheEnd = logarithm is > 87.3 and < 104;
                isNear = ((float)exact32).Equals(actual32)
                    || Math.Abs(actual32 - exact32) <= (3 + 2 * logarithm) * 1.2e-7 * Math.Abs(exact32);
                if (!isNear && !isAtTheEnd)
                    Assert.Fail($"Pow({x32:R}, {y32:R}) is {actual32:R}, not {exact32:R}");
            }
        }
        Assert.Equal(1, DeviceFloat64Math.Pow(-1, double.PositiveInfinity));
        Assert.Equal(1, DeviceFloat32Math.Pow(-1, float.PositiveInfinity));
    }

    [Fact]
    public void Of_choices_and_products()
    {
        CheckChoices<Float64Math, double>();
        CheckChoices<DeviceFloat64Math, double>();
        CheckChoices<DeviceFloat32Math, float>();
    }

    private static void CheckChoices<TMath, T>()
        where TMath : struct, IRowMath<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] numbers =
            [T.Zero, T.NegativeZero, T.One, -T.One, T.Epsilon, TMath.Lowest, T.PositiveInfinity, TMath.NegativeInfinity, TMath.NaN];
        foreach (T x in numbers)
        {
            Assert.Equal(T.IsNegative(x) ? T.Zero : T.One, TMath.BySign(x, T.One, T.Zero));
            foreach (T y in numbers)
            {
                Same(T.Min(x, y), TMath.Min(x, y));
                Same(T.Max(x, y), TMath.Max(x, y));
                bool vanishes = (T.IsZero(x) && !T.IsNaN(y)) || (T.IsZero(y) && !T.IsNaN(x));
                Same(vanishes ? T.Zero : x * y, TMath.MultiplyNoNan(x, y));
                foreach (T z in numbers)
                    Same(T.Min(T.Max(x, y), z), TMath.Clamp(x, y, z));
            }
        }
        Assert.Equal(T.Zero, TMath.Exp(TMath.VanishingOffset));
        Assert.Equal(T.CreateChecked(0.1), TMath.Of(0.1));

        // NaN is itself, and the zeros are one.
        static void Same(T expected, T actual) => Assert.True(expected.Equals(actual) || expected == actual, $"{actual}, not {expected}");
    }

    private static void CheckFloat64<TMath>(string function, double bound, double[] all)
        where TMath : struct, IRowMath<double>
    {
        Func<double, double> actual = Create<Func<double, double>>(typeof(TMath), function);
        double[] arguments = [.. all.Where(x => IsArgument(function, x))];
        BigFloat[] exact = s_exact.GetOrAdd(
            (function, arguments.Length), _ => [.. arguments.AsParallel().AsOrdered().Select(x => ExactFunctions.All[function](x))]);
        for (int i = 0; i < arguments.Length; i++)
        {
            double rounded = exact[i].ToDouble();
            bool isNear = double.IsFinite(rounded)
                ? BigFloat.Abs((BigFloat)actual(arguments[i]) - exact[i]).ToDouble() <= bound * UnitOf(rounded)
                : rounded.Equals(actual(arguments[i]));
            if (!isNear)
                Assert.Fail($"{function}({arguments[i]:R}) is {actual(arguments[i]):R}, not {rounded:R}");
        }
    }

    private static bool IsArgument(string function, double x) => function != "LogP1OfUnit" || x is >= 0 and <= 1;

    private static double UnitOf(double x) =>
        Math.Abs(x) < double.MaxValue ? Math.BitIncrement(Math.Abs(x)) - Math.Abs(x) : Math.ScaleB(1, 971);

    private static double UnitOf(float x) =>
        MathF.Abs(x) < float.MaxValue ? (double)MathF.BitIncrement(MathF.Abs(x)) - MathF.Abs(x) : Math.ScaleB(1, 104);

    private static TDelegate Create<TDelegate>(Type type, string function)
        where TDelegate : Delegate =>
        type.GetMethod(function, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<TDelegate>();
}
