using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The functions of a generated loss in float64 on the GPU: few instructions, no loop, no table, no call.</summary>
/// <remarks>
/// ILGPU's own functions of doubles are CORDIC loops, one of which runs once for each factor of 2 of its argument. These are
/// polynomials after an argument reduction. Largest errors over the whole range, in units in the last place (ulp): 1.5; of Tan,
/// Sigmoid, Softplus, Asinh, Acosh, Atanh and LogCosh 2.5; of Tanh 4; of Pow 3, and 1 more for each 32 of |log xʸ|. Subnormal
/// numbers are kept; the sign of 0 is not.
/// <para>
/// The GPU's assembler fuses a product and a sum into one instruction where it likes, and ILGPU combines the constants of
/// (x + c) + d, c − (d − x) and the like: what compensates for a rounding error is written so that neither of them changes it.
/// A condition that chooses between two computed numbers becomes one instruction; one with operations in its arms, or a nested
/// one, a branch. For <c>MathMode.Default</c>; with <c>MathMode.Fast</c>, ILGPU gives 1/x of doubles 20 bits, so none is used.
/// </para>
/// </remarks>
internal readonly partial struct DeviceFloat64Math : IRowMath<double>
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoToThe54 = 18014398509481984;

    /// <summary>π/2, rounded, and the rest of it.</summary>
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiRest = 6.123233995736766e-17;

    /// <summary>2⁻⁵⁴: below it, functions with slope 1 at 0 are their argument.</summary>
    private const double Tiny = 5.551115123125783e-17;

    public static double NegativeInfinity => double.NegativeInfinity;

    public static double NaN => double.NaN;

    public static double Lowest => double.MinValue;

    public static double VanishingOffset => -750;

    public static double Of(double value) => value;

    public static double BySign(double sign, double positive, double negative) =>
        (long)Interop.FloatAsInt(sign) < 0 ? negative : positive;

    /// <inheritdoc/>
    /// <remarks>Where the product alone is NaN, one factor is 0 and the other infinite, and their sum is not NaN.</remarks>
    public static double MultiplyNoNan(double x, double y)
    {
        double product = x * y;
        double undefined = double.IsNaN(x + y) ? product : 0d;
        return double.IsNaN(product) ? undefined : product;
    }

    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <inheritdoc/>
    /// <remarks>
    /// A third of the exponent, and linearly of the significand, within 9 %; a polynomial makes 23 bits of it, a step of Newton's
    /// the rest. The cube divides exactly, as the 23 bits' square is a double (the scheme of fdlibm's s_cbrt.c).
    /// </remarks>
    public static double Cbrt(double x)
    {
        const uint Bias = 715092663;
        double magnitude = Math.Abs(x);
        bool isSubnormal = magnitude < SmallestNormal;
        double scaled = magnitude * (isSubnormal ? TwoToThe54 : 1d);
        uint third = (uint)(Interop.FloatAsInt(scaled) >> 32) / 3 + Bias;
        double root = Interop.IntAsFloat((ulong)third << 32);
        double ratio = root * root * (root / scaled);
        double p = 0.1464141415537641;
        p = p * ratio - 0.7604036195271634;
        p = p * ratio + 1.624934792701271;
        p = p * ratio - 1.887642837003895;
        p = p * ratio + 1.8766975348123642;
        root = Truncate(root * p);
        double quotient = scaled / (root * root);
        root += root * ((quotient - root) / (root + root + quotient));
        root *= isSubnormal ? 1d / 262144 : 1d;
        root = BySign(x, root, -root);
        root = magnitude < double.PositiveInfinity ? root : x;
        return magnitude > 0 ? root : x;
    }

    public static double Abs(double x) => Math.Abs(x);

    public static double Sign(double x)
    {
        double sign = x > 0 ? 1d : x;
        return x < 0 ? -1d : sign;
    }

    public static double Min(double x, double y)
    {
        double smaller = x < y ? x : y;
        return double.IsNaN(x) ? x : smaller;
    }

    public static double Max(double x, double y)
    {
        double larger = x > y ? x : y;
        return double.IsNaN(x) ? x : larger;
    }

    public static double Clamp(double x, double low, double high) => Min(Max(x, low), high);

    /// <summary>The 26 leading bits of a number: products of two such are exact.</summary>
    internal static double Truncate(double x) => Interop.IntAsFloat(Interop.FloatAsInt(x) & 0xFFFF_FFFF_F800_0000UL);

    /// <summary>2ⁿ for −1022 ≤ n ≤ 1023.</summary>
    private static double PowerOfTwo(int n) => Interop.IntAsFloat((ulong)(n + 1023) << 52);

    /// <summary>The rounding error of a sum (D. E. Knuth's TwoSum).</summary>
    private static double SumError(double a, double b, double sum)
    {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    /// <summary>The integer nearest to a positive number; Math.Floor is 20 instructions and branches in ILGPU.</summary>
    private static double RoundToInteger(double x)
    {
        double rounded = x + 4503599627370496 - 4503599627370496;
        return x < 4503599627370496 ? rounded : x;
    }
}
