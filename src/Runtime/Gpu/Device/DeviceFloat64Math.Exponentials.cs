using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat64Math
{
    private const double Log2E = 1.4426950408889634;

    /// <summary>The leading 32 bits of log 2, whose products with exponents are exact, and the rest.</summary>
    private const double LogTwoHigh = 6.93147180369123816490e-01;
    private const double LogTwoLow = 1.90821492927058770002e-10;

    /// <summary>1.5·2⁵²: added to a small number it leaves the nearest integer in the low bits.</summary>
    private const double RoundingShift = 6755399441055744;

    public static double Exp(double x) => ScaledExp(x, 0, 0);

    /// <inheritdoc/>
    /// <remarks>x = n·log 2 + r; 2ⁿ·((1 − 2⁻ⁿ) + (eʳ − 1)), of which the first difference is exact or far below the second.</remarks>
    public static double ExpM1(double x)
    {
        double clamped = x < -50 ? -50d : x;
        clamped = clamped > 711 ? 711d : clamped;
        double shifted = clamped * Log2E + RoundingShift;
        double n = shifted - RoundingShift;
        double high = clamped - n * LogTwoHigh, low = n * LogTwoLow;
        double r = high - low;
        double tail = (high - r) - low;
        int exponent = (int)Interop.FloatAsInt(shifted);
        double inverse = PowerOfTwo(-exponent);
        inverse = exponent > 100 ? 0d : inverse;
        double y = ((1 - inverse) + r) + (r * r * ExpPolynomial(r) + tail);
        y = Scale(y, exponent);
        return Math.Abs(x) < Tiny ? x : y;
    }

    public static double Sigmoid(double x)
    {
        double exp = Exp(-Math.Abs(x));
        return (x >= 0 ? 1d : exp) / (1 + exp);
    }

    /// <inheritdoc/>
    /// <remarks>Below 1 a polynomial, above it from e^|x|/2, which is finite a little longer than e^|x|.</remarks>
    public static double Sinh(double x)
    {
        double half = ScaledExp(Math.Abs(x), 0, -1);
        double large = half - 0.25 / half;
        double z = x * x;
        double p = 7.775697971893567e-13;
        p = p * z + 1.6056686901442108e-10;
        p = p * z + 2.505213067773998e-08;
        p = p * z + 2.7557319108475484e-06;
        p = p * z + 0.0001984126984158926;
        p = p * z + 0.008333333333332915;
        p = p * z + 0.16666666666666669;
        double small = x + x * z * p;
        large = BySign(x, large, -large);
        return Math.Abs(x) < 1 ? small : large;
    }

    public static double Cosh(double x)
    {
        double half = ScaledExp(Math.Abs(x), 0, -1);
        return half + 0.25 / half;
    }

    public static double Tanh(double x)
    {
        double expM1 = ExpM1(-2 * Math.Abs(x));
        double tanh = -expM1 / (expM1 + 2);
        tanh = BySign(x, tanh, -tanh);
        return Math.Abs(x) < Tiny ? x : tanh;
    }

    public static double SechSquared(double x)
    {
        double exp = Exp(-2 * Math.Abs(x)), reciprocal = 1 / (1 + exp);
        return 4 * exp * reciprocal * reciprocal;
    }

    /// <summary>e^(x + tail)·2^shift for a tail far below x: 0 from x = −750 down, ∞ from 711 up.</summary>
    /// <remarks>
    /// x = n·log 2 + r with |r| ≤ log 2/2, n·log 2 in two parts; the minimax polynomial of degree 11 for eʳ.
    /// </remarks>
    private static double ScaledExp(double x, double tail, int shift)
    {
        double clamped = x < -750 ? -750d : x;
        clamped = clamped > 711 ? 711d : clamped;
        double shifted = clamped * Log2E + RoundingShift;
        double n = shifted - RoundingShift;
        double r = (clamped - n * LogTwoHigh) - n * LogTwoLow + tail;
        double exp = 1 + (r + r * r * ExpPolynomial(r));
        return Scale(exp, (int)Interop.FloatAsInt(shifted) + shift);
    }

    /// <summary>(eʳ − 1 − r)/r² for |r| ≤ log 2/2.</summary>
    private static double ExpPolynomial(double r)
    {
        double p = 2.5041805072731123e-08;
        p = p * r + 2.762904171640788e-07;
        p = p * r + 2.7557420634099283e-06;
        p = p * r + 2.480149635579043e-05;
        p = p * r + 0.0001984126974540457;
        p = p * r + 0.0013888888940865025;
        p = p * r + 0.008333333333347482;
        p = p * r + 0.04166666666653686;
        p = p * r + 0.16666666666666735;
        return p * r + 0.5000000000000011;
    }

    /// <summary>x·2ⁿ for |n| ≤ 2000, in two steps, the first of which is exact, so that subnormal results are rounded once.</summary>
    private static double Scale(double x, int n)
    {
        int half = n >> 1;
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }
}
