using System.Numerics;
using System.Runtime.Intrinsics;
using SparseLsr.Gen.CompilerServices;
using SparseLsr.Gen.Cpu;
using SparseLsr.Gen.Tests.Kernels;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>Every function of vectors against <see cref="Float64Math"/>, at every width and in both types.</summary>
public sealed unsafe class LaneFunctionTests
{
    /// <summary>Each function, and how many units in the last place it may be off in float32 and in float64.</summary>
    public static TheoryData<string, double, double> Functions() => new()
    {
        { "Sqrt", 0.5, 0 }, { "Cbrt", 0.51, 0 }, { "Exp", 2.5, 2 }, { "ExpM1", 4, 5 }, { "Log", 2, 2 }, { "LogP1", 3, 3 },
        { "Sigmoid", 3, 3 }, { "Softplus", 3, 3 }, { "Sin", 1, 2 }, { "Cos", 1, 2 }, { "Tan", 0.51, 0 }, { "Asin", 0.51, 0 },
        { "Acos", 0.51, 0 }, { "Atan", 0.51, 0 }, { "Sinh", 0.51, 0 }, { "Cosh", 0.51, 0 }, { "Tanh", 5, 4 }, { "Asinh", 0.51, 0 },
        { "Acosh", 0.51, 0 }, { "Atanh", 0.51, 0 }, { "SechSquared", 5, 5 }, { "LogCosh", 7, 7 }, { "Abs", 0, 0 }, { "Sign", 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_of_one_argument(string name, double single, double twice)
    {
        Unary<Vector128<float>, float, Lanes128<float>>(name, single, MathArguments.Float32);
        Unary<Vector256<float>, float, Lanes256<float>>(name, single, MathArguments.Float32);
        Unary<Vector512<float>, float, Lanes512<float>>(name, single, MathArguments.Float32);
        Unary<Vector128<double>, double, Lanes128<double>>(name, twice, MathArguments.Float64);
        Unary<Vector256<double>, double, Lanes256<double>>(name, twice, MathArguments.Float64);
        Unary<Vector512<double>, double, Lanes512<double>>(name, twice, MathArguments.Float64);
    }

    [Theory]
    [InlineData("Pow", 0.51, 0.0)]
    [InlineData("MultiplyNoNan", 0.5, 0.0)]
    [InlineData("Min", 0.0, 0.0)]
    [InlineData("Max", 0.0, 0.0)]
    public void Functions_of_two_arguments(string name, double single, double twice)
    {
        Binary<Vector128<float>, float, Lanes128<float>>(name, single);
        Binary<Vector256<float>, float, Lanes256<float>>(name, single);
        Binary<Vector512<float>, float, Lanes512<float>>(name, single);
        Binary<Vector128<double>, double, Lanes128<double>>(name, twice);
        Binary<Vector256<double>, double, Lanes256<double>>(name, twice);
        Binary<Vector512<double>, double, Lanes512<double>>(name, twice);
    }

    [Fact]
    public void Conditions_and_operators()
    {
        Operators<Vector128<float>, float, Lanes128<float>>();
        Operators<Vector256<float>, float, Lanes256<float>>();
        Operators<Vector512<float>, float, Lanes512<float>>();
        Operators<Vector128<double>, double, Lanes128<double>>();
        Operators<Vector256<double>, double, Lanes256<double>>();
        Operators<Vector512<double>, double, Lanes512<double>>();
    }

    private static void Operators<TVector, TNumber, TLanes>()
        where TVector : struct
        where TNumber : unmanaged, INumber<TNumber>
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        double[] numbers = [-1, 0, 1, 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (double a in numbers)
        {
            foreach (double b in numbers)
            {
                var x = new Lanes<TVector, TNumber, TLanes>.Value(TLanes.Create(a));
                var y = new Lanes<TVector, TNumber, TLanes>.Value(TLanes.Create(b));
                Same(a + b, x + y);
                Same(a - b, x - y);
                Same(a * b, x * y);
                Same(a / b, x / y);
                Same(-a, -x);
                Holds(a < b, Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Less(x, y));
                Holds(a <= b, Lanes<TVector, TNumber, TLanes>.Functions<Yes>.LessOrEqual(x, y));
                Holds(a == b, Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Equal(x, y));
                TVector less = Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Less(x, y);
                TVector positive = Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Less(new(TLanes.Create(0)), x);
                Holds(a < b && a > 0, Lanes<TVector, TNumber, TLanes>.Functions<Yes>.And(less, positive));
                Holds(a < b || a > 0, Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Or(less, positive));
                Holds(!(a < b), Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Not(less));
                Same(Float64Math.Clamp(a, b, 1), Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Clamp(x, y, new(TLanes.Create(1))));
            }
        }

        void Same(double expected, Lanes<TVector, TNumber, TLanes>.Value actual) =>
            Assert.Equal((float)expected, (float)Of<TVector, TNumber, TLanes>(actual));

        void Holds(bool expected, TVector mask) =>
            Same(
                expected ? 1 : 0, Lanes<TVector, TNumber, TLanes>.Functions<Yes>.Select(mask, new(TLanes.Create(1)), new(TLanes.Create(0))));
    }

    private static void Unary<TVector, TNumber, TLanes>(string name, double bound, TNumber[] arguments)
        where TVector : struct
        where TNumber : unmanaged, INumber<TNumber>
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        var function = Method<Func<Lanes<TVector, TNumber, TLanes>.Value, Lanes<TVector, TNumber, TLanes>.Value>>(
            typeof(Lanes<TVector, TNumber, TLanes>.Functions<Yes>), name);
        var exact = Method<Func<double, double>>(typeof(Float64Math), name);
        (double worst, double at) = (0, 0);
        foreach (TNumber argument in arguments)
        {
            double x = double.CreateTruncating(argument), expected = exact(x);
            double units = Units<TNumber>(Of<TVector, TNumber, TLanes>(function(new(TLanes.Create(x)))), expected);
            if (!(units <= worst))
                (worst, at) = (units, x);
        }
        Assert.True(worst <= bound, $"{name} of {typeof(TVector)}: {worst} units at {at:R}, where it is {exact(at):R}");
    }

    private static void Binary<TVector, TNumber, TLanes>(string name, double bound)
        where TVector : struct
        where TNumber : unmanaged, INumber<TNumber>
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        double[] numbers =
        [
            0, 1e-300, 1e-40, 1e-30, 1e-3, 0.1, 0.3, 0.5, 0.99, 1, 1.01, 2, 3, 4.5, 17, 1e3, 1e10, 1e30, double.PositiveInfinity,
            double.NaN, -1e-30, -0.5, -1, -2, -3, -4.5, -1e10, double.NegativeInfinity,
        ];
        var function = Method<Func<
            Lanes<TVector, TNumber, TLanes>.Value, Lanes<TVector, TNumber, TLanes>.Value, Lanes<TVector, TNumber, TLanes>.Value>>(
            typeof(Lanes<TVector, TNumber, TLanes>.Functions<Yes>), name);
        var exact = Method<Func<double, double, double>>(typeof(Float64Math), name);
        foreach (double a in numbers)
        {
            foreach (double b in numbers)
            {
                double x = double.CreateTruncating(TNumber.CreateTruncating(a)), y = double.CreateTruncating(TNumber.CreateTruncating(b));
                double expected = exact(x, y);
                double actual = Of<TVector, TNumber, TLanes>(function(new(TLanes.Create(x)), new(TLanes.Create(y))));
                double units = Units<TNumber>(actual, expected);
                Assert.True(units <= bound, $"{name} of {typeof(TVector)}: {units} units at {x:R}, {y:R}: {actual:R}, not {expected:R}");
            }
        }
    }

    private static TDelegate Method<TDelegate>(Type type, string name)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)];
        return type.GetMethod(name, parameters)!.CreateDelegate<TDelegate>();
    }

    /// <summary>The last lane; all lanes have the same number.</summary>
    private static double Of<TVector, TNumber, TLanes>(Lanes<TVector, TNumber, TLanes>.Value value)
        where TVector : struct
        where TNumber : unmanaged, INumber<TNumber>
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        TNumber* numbers = stackalloc TNumber[TLanes.Count];
        TLanes.Store(value.Vector, numbers);
        for (int i = 1; i < TLanes.Count; i++)
            Assert.Equal(numbers[0], numbers[i]);
        return double.CreateTruncating(numbers[0]);
    }

    private static double Units<TNumber>(double actual, double expected)
    {
        bool single = typeof(TNumber) == typeof(float);
        if (single && (double.IsInfinity((float)expected) || (float)expected == 0))
        {
            // Rounded, it is no ordinary number.
            bool smallest = Math.Abs(actual) <= float.Epsilon && Math.Abs(expected) < 1;
            return actual == (float)expected ? 0 : smallest ? 1 : double.PositiveInfinity;
        }
        if (actual == expected || (double.IsNaN(actual) && double.IsNaN(expected)))
            return 0;
        if (!double.IsFinite(actual) || !double.IsFinite(expected))
            return double.PositiveInfinity;
        double unit = single
            ? Math.Max(Math.ScaleB(1, Math.ILogB(expected) - 23), float.Epsilon)
            : Math.Max(Math.ScaleB(1, Math.Max(Math.ILogB(expected), -1022) - 52), double.Epsilon);
        return Math.Abs(actual - expected) / unit;
    }
}
