using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Testing.Kernels;

/// <summary>The functions of a class for one class in float64.</summary>
public readonly struct ScalarClassMath : IClassMath<double, bool>
{
    public static double Of(double value) => Float64Math.Of(value);

    public static double MultiplyNoNan(double x, double y) => Float64Math.MultiplyNoNan(x, y);

    public static double Pow(double x, double y) => Float64Math.Pow(x, y);

    public static double Sqrt(double x) => Float64Math.Sqrt(x);

    public static double Cbrt(double x) => Float64Math.Cbrt(x);

    public static double Exp(double x) => Float64Math.Exp(x);

    public static double ExpM1(double x) => Float64Math.ExpM1(x);

    public static double Log(double x) => Float64Math.Log(x);

    public static double LogP1(double x) => Float64Math.LogP1(x);

    public static double Sigmoid(double x) => Float64Math.Sigmoid(x);

    public static double Softplus(double x) => Float64Math.Softplus(x);

    public static double Sin(double x) => Float64Math.Sin(x);

    public static double Cos(double x) => Float64Math.Cos(x);

    public static double Tan(double x) => Float64Math.Tan(x);

    public static double Asin(double x) => Float64Math.Asin(x);

    public static double Acos(double x) => Float64Math.Acos(x);

    public static double Atan(double x) => Float64Math.Atan(x);

    public static double Sinh(double x) => Float64Math.Sinh(x);

    public static double Cosh(double x) => Float64Math.Cosh(x);

    public static double Tanh(double x) => Float64Math.Tanh(x);

    public static double Asinh(double x) => Float64Math.Asinh(x);

    public static double Acosh(double x) => Float64Math.Acosh(x);

    public static double Atanh(double x) => Float64Math.Atanh(x);

    public static double SechSquared(double x) => Float64Math.SechSquared(x);

    public static double LogCosh(double x) => Float64Math.LogCosh(x);

    public static double Abs(double x) => Float64Math.Abs(x);

    public static double Sign(double x) => Float64Math.Sign(x);

    public static double Min(double x, double y) => Float64Math.Min(x, y);

    public static double Max(double x, double y) => Float64Math.Max(x, y);

    public static double Clamp(double x, double low, double high) => Float64Math.Clamp(x, low, high);

    public static bool Less(double x, double y) => x < y;

    public static bool LessOrEqual(double x, double y) => x <= y;

    public static bool Equal(double x, double y) => x == y;

    public static bool And(bool x, bool y) => x && y;

    public static bool Or(bool x, bool y) => x || y;

    public static bool Not(bool x) => !x;

    public static double Select(bool condition, double x, double y) => condition ? x : y;

    public static double SelectMasked(bool masked, double x, double y) => masked ? x : y;
}
