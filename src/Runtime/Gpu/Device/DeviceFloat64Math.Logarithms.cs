using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat64Math
{
    private const double LogTwo = 0.69314718055994530942;

    /// <summary>The bits of √½: significands are taken from there to √2, so that the logarithm of one near 1 does not cancel.</summary>
    private const ulong RootOfHalfBits = 0x3FE6_A09E_667F_3BCDUL;

    public static double Log(double x)
    {
        bool isSubnormal = x < SmallestNormal;
        ulong bits = Interop.FloatAsInt(x * (isSubnormal ? TwoToThe54 : 1d));
        int exponent = Exponent(bits);
        double log = LogOfProduct(exponent - (isSubnormal ? 54 : 0), Significand(bits, exponent) - 1);
        log = x < double.PositiveInfinity ? log : x;
        log = x > 0 ? log : double.NaN;
        return x == 0 ? double.NegativeInfinity : log;
    }

    /// <inheritdoc/>
    /// <remarks>The rounding error of 1 + x is added to its significand less 1, which is exactly x where the exponent is 0.</remarks>
    public static double LogP1(double x)
    {
        double sum = 1 + x;
        double error = SumError(1, x, sum);
        ulong bits = Interop.FloatAsInt(sum);
        int exponent = Exponent(bits);
        double scaledError = error * PowerOfTwo(-exponent);
        scaledError = exponent > 60 ? 0d : scaledError;
        double log = LogOfProduct(exponent, (Significand(bits, exponent) - 1) + scaledError);
        log = Math.Abs(x) < Tiny ? x : log;
        log = x < double.PositiveInfinity ? log : x;
        log = x > -1 ? log : double.NaN;
        return x == -1 ? double.NegativeInfinity : log;
    }

    public static double LogP1OfUnit(double x) => Float64Math.LogP1OfUnit(x);

    public static double Softplus(double x) => Max(x, 0) + LogP1OfUnit(Exp(-Math.Abs(x)));

    /// <inheritdoc/>
    /// <remarks>Beyond 2²⁸, log(2x), as x² overflows in the other form.</remarks>
    public static double Asinh(double x)
    {
        double magnitude = Math.Abs(x), square = magnitude * magnitude;
        bool isLarge = magnitude > 268435456;
        double large = magnitude - 1, small = magnitude + square / (1 + Math.Sqrt(square + 1));
        double asinh = LogP1(isLarge ? large : small) + (isLarge ? LogTwo : 0d);
        asinh = BySign(x, asinh, -asinh);
        return magnitude < Tiny ? x : asinh;
    }

    public static double Acosh(double x)
    {
        double distance = x - 1;
        bool isLarge = x > 268435456;
        double small = distance + Math.Sqrt(distance + distance + distance * distance);
        double acosh = LogP1(isLarge ? distance : small) + (isLarge ? LogTwo : 0d);
        return x >= 1 ? acosh : double.NaN;
    }

    public static double Atanh(double x)
    {
        double magnitude = Math.Abs(x);
        double atanh = 0.5 * LogP1((magnitude + magnitude) / (1 - magnitude));
        atanh = BySign(x, atanh, -atanh);
        return magnitude < Tiny ? x : atanh;
    }

    /// <inheritdoc/>
    /// <remarks>Below 1, x² times a polynomial in x².</remarks>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x), z = x * x;
        double p = -2.322914715818029e-09;
        p = p * z + 2.4620798773372842e-08;
        p = p * z - 1.3188762399389086e-07;
        p = p * z + 4.949093955230213e-07;
        p = p * z - 1.5314983519148395e-06;
        p = p * z + 4.334524646397845e-06;
        p = p * z - 1.19207950457698e-05;
        p = p * z + 3.276592845598079e-05;
        p = p * z - 9.098597226258146e-05;
        p = p * z + 0.0002565798501610788;
        p = p * z - 0.0007386028624220999;
        p = p * z + 0.002186948844883785;
        p = p * z - 0.006746031745569912;
        p = p * z + 0.02222222222220985;
        p = p * z - 0.08333333333333322;
        double small = z * (p * z + 0.5), large = magnitude + (LogP1OfUnit(Exp(-2 * magnitude)) - LogTwo);
        return magnitude < 1 ? small : large;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// e^(y·log|x|), the logarithm and the product as sums of two doubles: 2·artanh(s) with s = (m − 1)/(m + 1), whose quotient is
    /// taken with its remainder.
    /// </remarks>
    public static double Pow(double x, double y)
    {
        double magnitude = Math.Abs(x);
        bool isSubnormal = magnitude < SmallestNormal;
        ulong bits = Interop.FloatAsInt(magnitude * (isSubnormal ? TwoToThe54 : 1d));
        int exponent = Exponent(bits);
        double n = exponent - (isSubnormal ? 54 : 0);
        double m = Significand(bits, exponent), f = m - 1;

        double sum = m + 1, sumRest = m - (sum - 1);
        double s = f / sum;
        double s1 = Truncate(s), s2 = s - s1, sum1 = Truncate(sum), sum2 = sum - sum1;
        double remainder = (((f - s1 * sum1) - s1 * sum2) - s2 * sum1) - s2 * sum2 - s * sumRest;
        // 1/(m + 1) is (1 − s)/2.
        double quotientRest = remainder * (0.5 - 0.5 * s);
        double whole = n * LogTwoHigh, twice = s + s, top = whole + twice;
        double rest = (twice - (top - whole)) + (n * LogTwoLow + (quotientRest + quotientRest + s * (s * s) * ArtanhPolynomial(s * s)));
        double log = top + rest, logRest = rest - (log - top);
        log = magnitude < double.PositiveInfinity ? log : magnitude;
        log = magnitude == 0 ? double.NegativeInfinity : log;

        double product = MultiplyNoNan(y, log);
        double y1 = Truncate(y), y2 = y - y1, log1 = Truncate(log), log2 = log - log1;
        double tail = ((y1 * log1 - product) + y1 * log2 + y2 * log1) + (y2 * log2 + y * logRest);
        // An infinite exponent, and a product far beyond the range of exp, have none.
        tail = Math.Abs(product) < 800 ? tail : 0d;
        tail = Math.Abs(y) < double.PositiveInfinity ? tail : 0d;
        double power = ScaledExp(product, tail, 0);

        double exponentMagnitude = Math.Abs(y), half = 0.5 * exponentMagnitude, ofOdd = -power;
        double ofNegative = half == RoundToInteger(half) ? power : ofOdd;
        double ofFraction = Math.Abs(log) < double.PositiveInfinity ? double.NaN : power;
        ofNegative = exponentMagnitude == RoundToInteger(exponentMagnitude) ? ofNegative : ofFraction;
        double result = BySign(x, power, ofNegative);
        result = double.IsNaN(x) ? x : result;
        result = x == 1 ? 1d : result;
        return y == 0 ? 1d : result;
    }

    /// <summary>n·log 2 + log(1 + f) for √½ ≤ 1 + f ≤ √2.</summary>
    /// <remarks>
    /// log(1 + f) = 2·artanh(s) with s = f/(2 + f), which is f − s·(f − s²·P(s²)): the part that is rounded is the smaller one
    /// (the form of fdlibm's e_log.c).
    /// </remarks>
    private static double LogOfProduct(double n, double f)
    {
        double s = f / (2 + f), z = s * s;
        return n * LogTwoHigh + (f - (s * (f - z * ArtanhPolynomial(z)) - n * LogTwoLow));
    }

    /// <summary>(2·artanh(s) − 2s)/s³ as a function of s².</summary>
    private static double ArtanhPolynomial(double z)
    {
        double p = 0.1481183705804593;
        p = p * z + 0.1531253472477918;
        p = p * z + 0.18183620510681775;
        p = p * z + 0.2222219755640201;
        p = p * z + 0.2857142875160934;
        p = p * z + 0.3999999999937663;
        return p * z + 0.666666666666674;
    }

    /// <summary>n where a positive normal number is m·2ⁿ with √½ ≤ m &lt; √2.</summary>
    private static int Exponent(ulong bits) => (int)((bits + (0x3FF0_0000_0000_0000UL - RootOfHalfBits)) >> 52) - 1023;

    /// <summary>m where a positive normal number is m·2ⁿ.</summary>
    private static double Significand(ulong bits, int exponent) => Interop.IntAsFloat(bits - ((ulong)(long)exponent << 52));
}
