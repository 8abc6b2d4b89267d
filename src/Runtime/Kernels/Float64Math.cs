using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The functions of a generated loss in float64 on the CPU.</summary>
/// <remarks>
/// The functions of <see cref="Math"/>, but where those cancel near a zero of the function or throw. Within 4 units in the last
/// place; sin, cos and tan of huge arguments beside their zeros within 16, as the C library has them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Float64Math : IRowMath<double>, IClassMath<double, bool>
{
    private const double LogTwo = 0.69314718055994530942;

    /// <inheritdoc/>
    public static double NegativeInfinity => double.NegativeInfinity;

    /// <inheritdoc/>
    public static double NaN => double.NaN;

    /// <inheritdoc/>
    public static double Lowest => double.MinValue;

    /// <inheritdoc/>
    public static double VanishingOffset => -750;

    /// <inheritdoc/>
    public static double Of(double value) => value;

    /// <inheritdoc/>
    /// <remarks>Without a branch: for random rows, half of them would be mispredicted.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double BySign(double sign, double positive, double negative)
    {
        long mask = BitConverter.DoubleToInt64Bits(sign) >> 63;
        long bits = (BitConverter.DoubleToInt64Bits(negative) & mask) | (BitConverter.DoubleToInt64Bits(positive) & ~mask);
        return BitConverter.Int64BitsToDouble(bits);
    }

    /// <inheritdoc/>
    public static double MultiplyNoNan(double x, double y)
    {
        double product = x * y;
        if (!double.IsNaN(product))
            return product;
        return double.IsNaN(x) || double.IsNaN(y) ? product : 0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cbrt(double x) => Math.Cbrt(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => Math.Exp(x);

    /// <inheritdoc/>
    /// <remarks>
    /// <see cref="double.ExpM1"/> cancels near 0. W. Kahan's correction: the rounding error of eˣ is divided out by the logarithm
    /// of the rounded value.
    /// </remarks>
    public static double ExpM1(double x)
    {
        if (!(Math.Abs(x) < 1))
            return Math.Exp(x) - 1;
        double exp = Math.Exp(x);
        return exp == 1 ? x : (exp - 1) * (x / Math.Log(exp));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) => Math.Log(x);

    /// <inheritdoc/>
    /// <remarks><see cref="double.LogP1"/> cancels near 0. W. Kahan's correction, as in <see cref="ExpM1"/>.</remarks>
    public static double LogP1(double x)
    {
        double sum = 1 + x;
        if (sum == 1)
            return x;
        return Math.Abs(x) < 1 ? Math.Log(sum) * (x / (sum - 1)) : Math.Log(sum);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Without a branch, which random rows would mispredict: 2·artanh(s) with s = x/(2 + x) ≤ 1/3, the minimax polynomial for its
    /// series in s². As x − s·(x − …), the part that is rounded is the smaller one.
    /// </remarks>
    public static double LogP1OfUnit(double x)
    {
        double s = x / (2 + x), t = s * s;
        double p = 0.08082022805971766;
        p = p * t + 0.04400369243072337;
        p = p * t + 0.06000536404795356;
        p = p * t + 0.06657072104827468;
        p = p * t + 0.07692785032479312;
        p = p * t + 0.09090894718066429;
        p = p * t + 0.11111111358713932;
        p = p * t + 0.1428571428355438;
        p = p * t + 0.20000000000007292;
        p = p * t + 0.3333333333333333;
        return x - s * (x - 2 * t * p);
    }

    /// <inheritdoc/>
    public static double Sigmoid(double x)
    {
        double exp = Math.Exp(-Math.Abs(x));
        return BySign(x, 1, exp) / (1 + exp);
    }

    /// <inheritdoc/>
    public static double Softplus(double x) => Math.Max(x, 0) + LogP1OfUnit(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double x) => Math.Sin(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double x) => Math.Cos(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tan(double x) => Math.Tan(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asin(double x) => Math.Asin(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acos(double x) => Math.Acos(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan(double x) => Math.Atan(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sinh(double x) => Math.Sinh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cosh(double x) => Math.Cosh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asinh(double x) => Math.Asinh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acosh(double x) => Math.Acosh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atanh(double x) => Math.Atanh(x);

    /// <inheritdoc/>
    public static double SechSquared(double x)
    {
        double exp = Math.Exp(-2 * Math.Abs(x)), reciprocal = 1 / (1 + exp);
        return 4 * exp * reciprocal * reciprocal;
    }

    /// <inheritdoc/>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude >= 1)
            return magnitude + (LogP1OfUnit(Math.Exp(-2 * magnitude)) - LogTwo);
        double sinh = Math.Sinh(x);
        return 0.5 * LogP1(sinh * sinh);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double x) => Math.Abs(x);

    /// <inheritdoc/>
    /// <remarks><see cref="Math.Sign(double)"/> throws for NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double x, double y) => Math.Min(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double x, double y) => Math.Max(x, y);

    /// <inheritdoc/>
    /// <remarks><see cref="Math.Clamp(double, double, double)"/> throws for bounds in the wrong order.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double x, double low, double high) => Math.Min(Math.Max(x, low), high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less(double x, double y) => x < y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool LessOrEqual(double x, double y) => x <= y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equal(double x, double y) => x == y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool And(bool x, bool y) => x && y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Or(bool x, bool y) => x || y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Not(bool x) => !x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(bool condition, double x, double y) => condition ? x : y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SelectMasked(bool masked, double x, double y) => masked ? x : y;
}
