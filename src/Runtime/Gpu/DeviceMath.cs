using System.ComponentModel;

namespace SparseLsr.Gen.Gpu;

/// <summary>The functions that generated code uses on the GPU, in float32 and of few instructions.</summary>
/// <remarks>
/// A GPU's own <c>exp</c> and <c>log</c> are approximations whose absolute error is small: near the zeros of a function a series
/// takes their place. The trigonometric functions, which are rare in losses, go through float64.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceMath
{
    private const float LogTwo = 0.693147181f;
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>exp(x).</summary>
    public static float Exp(float x) => MathF.Exp(x);

    /// <summary>exp(x) − 1, precise near 0.</summary>
    public static float ExpM1(float x)
    {
        if (!(Abs(x) < 0.5f))
            return MathF.Exp(x) - 1f;
        float p = 2.48015873e-5f;
        p = p * x + 1.98412698e-4f;
        p = p * x + 1.38888889e-3f;
        p = p * x + 8.33333333e-3f;
        p = p * x + 4.16666667e-2f;
        p = p * x + 0.166666667f;
        p = p * x + 0.5f;
        return x + x * x * p;
    }

    /// <summary>log(x), precise near 1.</summary>
    public static float Log(float x) => x > 0.7f && x < 1.5f ? LogNearOne(x - 1f) : MathF.Log(x);

    /// <summary>log(1 + x), precise near 0.</summary>
    public static float LogP1(float x) => x > -0.3f && x < 0.5f ? LogNearOne(x) : MathF.Log(1f + x);

    /// <summary>1/(1 + exp(−x)).</summary>
    public static float Sigmoid(float x)
    {
        float exp = MathF.Exp(-Abs(x));
        return (x >= 0f ? 1f : exp) / (1f + exp);
    }

    /// <summary>log(1 + exp(x)).</summary>
    public static float Softplus(float x) => Max(x, 0f) + LogP1(MathF.Exp(-Abs(x)));

    /// <summary>x to the power of y, as <see cref="Math.Pow"/>.</summary>
    public static float Pow(float x, float y)
    {
        if (y == 0f || x == 1f)
            return 1f;
        // log 1 is 0, whatever the exponent.
        float power = MathF.Exp(Times(y, Log(Abs(x))));
        if (x >= 0f)
            return power;
        float half = 0.5f * y;
        if (y != MathF.Floor(y))
            return x == float.NegativeInfinity ? power : float.NaN;
        return half == MathF.Floor(half) ? power : -power;
    }

    /// <summary>The square root.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>The cube root, with the sign of x.</summary>
    public static float Cbrt(float x)
    {
        // Where a GPU takes numbers below the smallest normal one for 0, this is 0 there; everywhere else it is the root of 2^24 x.
        float scale = Abs(x) < SmallestNormal ? 16777216f : 1f;
        float magnitude = Abs(x) * scale;
        if (magnitude == 0f || !(magnitude < float.PositiveInfinity))
            return x;
        float root = MathF.Exp(Log(magnitude) * (1f / 3f));
        root -= (root - magnitude / (root * root)) * (1f / 3f);
        root *= scale == 1f ? 1f : 1f / 256f;
        return x < 0f ? -root : root;
    }

    /// <summary>sin(x).</summary>
    public static float Sin(float x) => (float)Math.Sin(x);

    /// <summary>cos(x).</summary>
    public static float Cos(float x) => (float)Math.Cos(x);

    /// <summary>tan(x).</summary>
    public static float Tan(float x) => (float)Math.Tan(x);

    /// <summary>asin(x).</summary>
    public static float Asin(float x) => (float)Math.Asin(x);

    /// <summary>acos(x).</summary>
    public static float Acos(float x) => (float)Math.Acos(x);

    /// <summary>atan(x).</summary>
    public static float Atan(float x) => (float)Math.Atan(x);

    /// <summary>sinh(x).</summary>
    public static float Sinh(float x)
    {
        float expM1 = ExpM1(Abs(x));
        float sinh = Abs(x) < 44f ? 0.5f * (expM1 + expM1 / (expM1 + 1f)) : HalfExp(Abs(x));
        return x < 0f ? -sinh : sinh;
    }

    /// <summary>cosh(x).</summary>
    public static float Cosh(float x)
    {
        float exp = MathF.Exp(Abs(x));
        return Abs(x) < 44f ? 0.5f * exp + 0.5f / exp : HalfExp(Abs(x));
    }

    /// <summary>tanh(x).</summary>
    public static float Tanh(float x)
    {
        float expM1 = ExpM1(-2f * Abs(x));
        float tanh = -expM1 / (expM1 + 2f);
        return x < 0f ? -tanh : tanh;
    }

    /// <summary>asinh(x).</summary>
    public static float Asinh(float x)
    {
        float magnitude = Abs(x);
        float asinh = magnitude > 1e8f
            ? Log(magnitude) + LogTwo
            : LogP1(magnitude + magnitude * magnitude / (1f + MathF.Sqrt(magnitude * magnitude + 1f)));
        return x < 0f ? -asinh : asinh;
    }

    /// <summary>acosh(x).</summary>
    public static float Acosh(float x) =>
        x > 1e8f ? Log(x) + LogTwo : LogP1(x - 1f + MathF.Sqrt(x - 1f) * MathF.Sqrt(x + 1f));

    /// <summary>atanh(x).</summary>
    public static float Atanh(float x) => 0.5f * (LogP1(x) - LogP1(-x));

    /// <summary>log(cosh(x)).</summary>
    public static float LogCosh(float x)
    {
        float magnitude = Abs(x);
        if (magnitude >= 1f)
            return magnitude + (LogP1(MathF.Exp(-2f * magnitude)) - LogTwo);
        float sinh = Sinh(x);
        return 0.5f * LogP1(sinh * sinh);
    }

    /// <summary>|x|.</summary>
    public static float Abs(float x) => MathF.Abs(x);

    /// <summary>−1, 0 or 1, and NaN for NaN.</summary>
    public static float Sign(float x) => x > 0f ? 1f : x < 0f ? -1f : x;

    /// <summary>The smaller one; NaN where one of them is.</summary>
    public static float Min(float a, float b) => a < b || float.IsNaN(a) ? a : b;

    /// <summary>The larger one; NaN where one of them is.</summary>
    public static float Max(float a, float b) => a > b || float.IsNaN(a) ? a : b;

    /// <summary>The value held between two bounds; the upper one wins where they are in the wrong order, as in torch.</summary>
    public static float Clamp(float value, float low, float high) => Min(Max(value, low), high);

    /// <summary>a·b, where a factor of 0 wins over an infinite one.</summary>
    public static float Times(float a, float b)
    {
        float product = a * b;
        return float.IsNaN(product) && !float.IsNaN(a) && !float.IsNaN(b) ? 0f : product;
    }

    /// <summary>exp(x)/2, which is finite a little longer than exp(x).</summary>
    private static float HalfExp(float x)
    {
        float root = MathF.Exp(0.5f * x);
        return 0.5f * root * root;
    }

    /// <summary>log(1 + x) for −0.3 ≤ x ≤ 0.5: the series of 2·artanh(s), s = x/(2 + x).</summary>
    private static float LogNearOne(float x)
    {
        float s = x / (2f + x), t = s * s;
        float p = 0.111111111f;
        p = p * t + 0.142857143f;
        p = p * t + 0.2f;
        p = p * t + 0.333333333f;
        return 2f * s + 2f * s * (t * p);
    }
}
