using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat64Math
{
    public static double Sin(double x) => SinOfQuadrant(x, 0);

    public static double Cos(double x) => SinOfQuadrant(x, 1);

    public static double Tan(double x)
    {
        (int quadrant, double high, double low) = RemainderOfHalfPi.Of(x);
        double sin = SinPolynomial(high, low), cos = CosPolynomial(high, low);
        bool isOdd = (quadrant & 1) != 0;
        double negative = -cos;
        return (isOdd ? negative : sin) / (isOdd ? sin : cos);
    }

    /// <inheritdoc/>
    /// <remarks>Above ½, π/2 − 2·arcsin(√((1 − x)/2)), with the rounding error of the root.</remarks>
    public static double Asin(double x)
    {
        double magnitude = Math.Abs(x);
        double square = x * x, complement = 0.5 - 0.5 * magnitude;
        double z = magnitude < 0.5 ? square : complement;
        double root = Math.Sqrt(z), correction = z * AsinPolynomial(z);
        double large = HalfPi - (2 * (root * correction + RootError(z, root)) - HalfPiRest + 2 * root);
        double small = x + x * correction;
        large = BySign(x, large, -large);
        return magnitude < 0.5 ? small : large;
    }

    /// <inheritdoc/>
    /// <remarks>2·arcsin(√((1 − x)/2)) above ½, π less that of −x below −½, π/2 − arcsin(x) between.</remarks>
    public static double Acos(double x)
    {
        double magnitude = Math.Abs(x);
        double square = x * x, complement = 0.5 - 0.5 * magnitude;
        double z = magnitude < 0.5 ? square : complement;
        double root = Math.Sqrt(z), correction = z * AsinPolynomial(z);
        double rest = root * correction + RootError(z, root);
        double inner = HalfPi - (x - (HalfPiRest - x * correction));
        double right = 2 * (root + rest), left = 2 * (HalfPi - (root + (rest - HalfPiRest)));
        double outer = x > 0 ? right : left;
        return magnitude < 0.5 ? inner : outer;
    }

    /// <inheritdoc/>
    /// <remarks>π/4 + arctan((x − 1)/(x + 1)) between ½ and 2, π/2 − arctan(1/x) above.</remarks>
    public static double Atan(double x)
    {
        double magnitude = Math.Abs(x);
        bool isSmall = magnitude < 0.5, isLarge = magnitude > 2;
        double difference = magnitude - 1, sum = magnitude + 1;
        double quotient = (isLarge ? -1d : difference) / (isLarge ? magnitude : sum);
        double t = isSmall ? magnitude : quotient, z = t * t;
        double p = 0.010136672821186299;
        p = p * z - 0.02746458526497471;
        p = p * z + 0.041884410264487276;
        p = p * z - 0.0512273212901767;
        p = p * z + 0.05858471426168649;
        p = p * z - 0.06663837626570741;
        p = p * z + 0.07692076725452353;
        p = p * z - 0.09090896436707008;
        p = p * z + 0.11111110667877773;
        p = p * z - 0.14285714276591552;
        p = p * z + 0.1999999999990567;
        p = p * z - 0.33333333333332993;
        double share = isLarge ? 1d : 0.5;
        double reduced = share * HalfPi + (t + (t * z * p + share * HalfPiRest));
        double small = t + t * z * p, atan = isSmall ? small : reduced;
        return BySign(x, atan, -atan);
    }

    /// <summary>sin(x + turns·π/2).</summary>
    private static double SinOfQuadrant(double x, int turns)
    {
        (int quadrant, double high, double low) = RemainderOfHalfPi.Of(x);
        quadrant += turns;
        double even = SinPolynomial(high, low), odd = CosPolynomial(high, low);
        double sin = (quadrant & 1) == 0 ? even : odd;
        return (quadrant & 2) == 0 ? sin : -sin;
    }

    /// <summary>sin(high + low) for |high| ≤ π/4.</summary>
    private static double SinPolynomial(double high, double low)
    {
        double z = high * high;
        double p = 1.589679470031474e-10;
        p = p * z - 2.505075846748744e-08;
        p = p * z + 2.7557313697246853e-06;
        p = p * z - 0.00019841269829835558;
        p = p * z + 0.008333333333322472;
        p = p * z - 0.16666666666666632;
        return high + (high * z * p + low);
    }

    /// <summary>cos(high + low) for |high| ≤ π/4.</summary>
    private static double CosPolynomial(double high, double low)
    {
        double z = high * high, half = 0.5 * z;
        double p = -1.135986401315811e-11;
        p = p * z + 2.0875728097866114e-09;
        p = p * z - 2.7557314393813477e-07;
        p = p * z + 2.4801587289652787e-05;
        p = p * z - 0.0013888888888874457;
        p = p * z + 0.0416666666666666;
        // The rounding error of 1 − half is −((leading − 1) + half); as (1 − leading) − half, ILGPU would make 0 of it.
        double leading = 1 - half;
        return leading + ((z * z * p - high * low) - ((leading - 1) + half));
    }

    /// <summary>(arcsin(x) − x)/x³ as a function of x² ≤ ¼.</summary>
    private static double AsinPolynomial(double z)
    {
        double p = 0.03195843996485129;
        p = p * z - 0.016293279246282547;
        p = p * z + 0.019573379877482627;
        p = p * z + 0.006511054172445233;
        p = p * z + 0.012173230553159201;
        p = p * z + 0.013884606318067549;
        p = p * z + 0.017359770259915;
        p = p * z + 0.022371753584079928;
        p = p * z + 0.030381959328442773;
        p = p * z + 0.044642856823560687;
        p = p * z + 0.07500000000342931;
        return p * z + 0.16666666666665383;
    }

    /// <summary>√x less the rounded root.</summary>
    private static double RootError(double x, double root)
    {
        double leading = Truncate(root), trailing = root - leading;
        double error = ((x - leading * leading) - 2 * leading * trailing) - trailing * trailing;
        double quotient = 0.5 * error / root;
        return root > 0 ? quotient : 0d;
    }
}
