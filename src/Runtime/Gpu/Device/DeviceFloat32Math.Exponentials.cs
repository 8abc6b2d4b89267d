namespace SparseLsr.Gen.Gpu.Device;

internal readonly partial struct DeviceFloat32Math
{
    public static float Exp(float x) => MathF.Exp(x);

    /// <inheritdoc/>
    /// <remarks>Between −1 and 1 a polynomial.</remarks>
    public static float ExpM1(float x)
    {
        float p = 2.54659117e-05f;
        p = p * x + 0.000203540083f;
        p = p * x + 0.00138845551f;
        p = p * x + 0.00833043456f;
        p = p * x + 0.0416667052f;
        p = p * x + 0.166667163f;
        p = p * x + 0.5f;
        float near = x + x * x * p, far = MathF.Exp(x) - 1f;
        return Abs(x) < 1f ? near : far;
    }

    public static float Log(float x)
    {
        float near = LogP1NearZero(x - 1f), far = MathF.Log(x);
        return Abs(x - 1.06f) < 0.36f ? near : far;
    }

    public static float LogP1(float x)
    {
        float near = LogP1NearZero(x), far = MathF.Log(1f + x);
        return Abs(x - 0.06f) < 0.36f ? near : far;
    }

    public static float LogP1OfUnit(float x)
    {
        float s = x / (2f + x), z = s * s;
        float p = 0.242452919f;
        p = p * z + 0.214438826f;
        p = p * z + 0.286152124f;
        p = p * z + 0.399989486f;
        p = p * z + 0.666666746f;
        return x - s * (x - z * p);
    }

    public static float Sigmoid(float x)
    {
        float exp = MathF.Exp(-Abs(x));
        return (x >= 0f ? 1f : exp) / (1f + exp);
    }

    public static float Softplus(float x) => Max(x, 0f) + LogP1OfUnit(MathF.Exp(-Abs(x)));

    /// <inheritdoc/>
    /// <remarks>Below 1 a polynomial, above it from e^|x|/2 as a product, which is finite a little longer than e^|x|.</remarks>
    public static float Sinh(float x)
    {
        float magnitude = Abs(x), half = HalfExp(magnitude);
        float large = half - 0.25f / half;
        float z = x * x;
        float p = 2.78392531e-06f;
        p = p * z + 0.000198426351f;
        p = p * z + 0.00833331142f;
        p = p * z + 0.166666672f;
        float small = x + x * z * p;
        large = BySign(x, large, -large);
        return magnitude < 1f ? small : large;
    }

    public static float Cosh(float x)
    {
        float magnitude = Abs(x), half = HalfExp(magnitude);
        return half + 0.25f / half;
    }

    /// <inheritdoc/>
    /// <remarks>Where e⁻²ˣ − 1 loses its lowest bits to the smallest normal number, tanh x is x.</remarks>
    public static float Tanh(float x)
    {
        float expM1 = ExpM1(-2f * Abs(x));
        float tanh = -expM1 / (expM1 + 2f);
        tanh = BySign(x, tanh, -tanh);
        return Abs(x) < 1e-4f ? x : tanh;
    }

    /// <inheritdoc/>
    public static float SechSquared(float x)
    {
        float exp = Exp(-2f * Abs(x)), reciprocal = 1f / (1f + exp);
        return 4f * exp * reciprocal * reciprocal;
    }

    /// <inheritdoc/>
    /// <remarks>Beyond 10⁸, log(2x), as x² overflows in the other form.</remarks>
    public static float Asinh(float x)
    {
        float magnitude = Abs(x), square = magnitude * magnitude;
        bool isLarge = magnitude > 1e8f;
        float small = magnitude + square / (1f + MathF.Sqrt(square + 1f));
        float asinh = LogP1(isLarge ? magnitude : small) + (isLarge ? LogTwo : 0f);
        return BySign(x, asinh, -asinh);
    }

    public static float Acosh(float x)
    {
        float distance = x - 1f;
        bool isLarge = x > 1e8f;
        float small = distance + MathF.Sqrt(distance + distance + distance * distance);
        float acosh = LogP1(isLarge ? x : small) + (isLarge ? LogTwo : 0f);
        return x >= 1f ? acosh : float.NaN;
    }

    /// <inheritdoc/>
    public static float Atanh(float x)
    {
        float magnitude = Abs(x);
        float atanh = 0.5f * LogP1((magnitude + magnitude) / (1f - magnitude));
        atanh = BySign(x, atanh, -atanh);
        // The GPU's quotient is 0 for a divisor above 2¹²⁶.
        atanh = magnitude > 1f ? float.NaN : atanh;
        return magnitude < 1e-4f ? x : atanh;
    }

    /// <inheritdoc/>
    /// <remarks>Below 1, x² times a polynomial in x².</remarks>
    public static float LogCosh(float x)
    {
        float magnitude = Abs(x), z = x * x;
        float p = 8.82172244e-05f;
        p = p * z - 0.000561426743f;
        p = p * z + 0.00208362192f;
        p = p * z - 0.00671403436f;
        p = p * z + 0.0222175606f;
        p = p * z - 0.0833331048f;
        p = p * z + 0.5f;
        float small = z * p, large = magnitude + (LogP1OfUnit(MathF.Exp(-2f * magnitude)) - LogTwo);
        return magnitude < 1f ? small : large;
    }

    /// <summary>eˣ/2.</summary>
    private static float HalfExp(float x)
    {
        float root = MathF.Exp(0.5f * x);
        return 0.5f * root * root;
    }

    /// <summary>log(1 + x) for −0.3 ≤ x ≤ 0.42.</summary>
    /// <remarks>
    /// 2·artanh(s) with s = x/(2 + x), as x − s·(x − s²·P(s²)): where s is below the smallest normal number and counts as 0, it is x.
    /// </remarks>
    private static float LogP1NearZero(float x)
    {
        float s = x / (2f + x), z = s * s;
        float p = 0.304262131f;
        p = p * z + 0.399547249f;
        p = p * z + 0.666669786f;
        return x - s * (x - z * p);
    }
}
