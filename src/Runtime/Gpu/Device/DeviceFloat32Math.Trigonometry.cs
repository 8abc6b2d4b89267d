using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat32Math
{
    private const float HalfPi = 1.57079637f, HalfPiRest = -4.37113883e-08f;

    public static float Sin(float x) => SinOfQuadrant(x, 0);

    public static float Cos(float x) => SinOfQuadrant(x, 1);

    public static float Tan(float x)
    {
        (int quadrant, float high, float low) = FloatRemainderOfHalfPi.Of(x);
        float sin = SinPolynomial(high, low), cos = CosPolynomial(high, low);
        bool isOdd = (quadrant & 1) != 0;
        float negative = -cos;
        float tan = (isOdd ? negative : sin) / (isOdd ? sin : cos);
        return Abs(x) < 1e-4f ? x : tan;
    }

    /// <inheritdoc/>
    /// <remarks>Above ½, π/2 − 2·arcsin(√((1 − x)/2)).</remarks>
    public static float Asin(float x)
    {
        float magnitude = Abs(x);
        float square = x * x, complement = 0.5f - 0.5f * magnitude;
        float z = magnitude < 0.5f ? square : complement;
        float root = MathF.Sqrt(z), correction = z * AsinPolynomial(z);
        float large = HalfPi - (2f * (root + root * correction) - HalfPiRest);
        float small = x + x * correction;
        large = BySign(x, large, -large);
        return magnitude < 0.5f ? small : large;
    }

    /// <inheritdoc/>
    /// <remarks>2·arcsin(√((1 − x)/2)) above ½, π less that of −x below −½, π/2 − arcsin(x) between.</remarks>
    public static float Acos(float x)
    {
        float magnitude = Abs(x);
        float square = x * x, complement = 0.5f - 0.5f * magnitude;
        float z = magnitude < 0.5f ? square : complement;
        float root = MathF.Sqrt(z), correction = z * AsinPolynomial(z);
        float arc = root + root * correction;
        float inner = HalfPi - (x - (HalfPiRest - x * correction));
        float right = 2f * arc, left = 2f * (HalfPi - (arc - HalfPiRest));
        float outer = x > 0f ? right : left;
        return magnitude < 0.5f ? inner : outer;
    }

    /// <inheritdoc/>
    /// <remarks>π/4 + arctan((x − 1)/(x + 1)) between ½ and 2, π/2 − arctan(1/x) above.</remarks>
    public static float Atan(float x)
    {
        float magnitude = Abs(x);
        bool isSmall = magnitude < 0.5f, isLarge = magnitude > 2f;
        float difference = magnitude - 1f, sum = magnitude + 1f;
        float quotient = (isLarge ? -1f : difference) / (isLarge ? magnitude : sum);
        float t = isSmall ? magnitude : quotient, z = t * t;
        float p = 0.0390676707f;
        p = p * z - 0.0801082551f;
        p = p * z + 0.109488375f;
        p = p * z - 0.142731503f;
        p = p * z + 0.199995562f;
        p = p * z - 0.333333284f;
        float share = isLarge ? 1f : 0.5f;
        float reduced = share * HalfPi + (t + (t * z * p + share * HalfPiRest));
        float small = t + t * z * p, atan = isSmall ? small : reduced;
        return BySign(x, atan, -atan);
    }

    /// <summary>sin(x + turns·π/2).</summary>
    private static float SinOfQuadrant(float x, int turns)
    {
        (int quadrant, float high, float low) = FloatRemainderOfHalfPi.Of(x);
        quadrant += turns;
        float even = SinPolynomial(high, low), odd = CosPolynomial(high, low);
        float sin = (quadrant & 1) == 0 ? even : odd;
        return (quadrant & 2) == 0 ? sin : -sin;
    }

    /// <summary>sin(high + low) for |high| ≤ π/4.</summary>
    private static float SinPolynomial(float high, float low)
    {
        float z = high * high;
        float p = -0.000195185959f;
        p = p * z + 0.00833219104f;
        p = p * z - 0.166666552f;
        return high + (high * z * p + low);
    }

    /// <summary>cos(high + low) for |high| ≤ π/4.</summary>
    private static float CosPolynomial(float high, float low)
    {
        float z = high * high;
        float p = 2.44306739e-05f;
        p = p * z - 0.00138873013f;
        p = p * z + 0.0416666456f;
        return 1f - (0.5f * z - (z * z * p - high * low));
    }

    /// <summary>(arcsin(x) − x)/x³ as a function of x² ≤ ¼.</summary>
    private static float AsinPolynomial(float z)
    {
        float p = 0.042211581f;
        p = p * z + 0.0241521522f;
        p = p * z + 0.0454760343f;
        p = p * z + 0.0749525204f;
        return p * z + 0.166667536f;
    }
}
