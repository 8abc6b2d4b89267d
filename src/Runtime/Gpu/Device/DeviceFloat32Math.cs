using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The functions of a generated loss in float32 on the GPU.</summary>
/// <remarks>
/// For <c>MathMode.Fast</c>: exp and log are the GPU's approximations, whose absolute error is small, so near the zeros of a
/// function a polynomial takes their place; and numbers below the smallest normal one count as 0, so functions with slope 1 at 0
/// are written as x plus a correction, which alone may vanish. Nothing needs float64 but the reduction of arguments from 256 on.
/// <para>
/// Largest errors with correctly rounded operations, in units in the last place (ulp), over the whole range: Exp, Log, LogP1, Sqrt,
/// Cbrt, Sin, Cos, Asin, Acos, Atan 1.5; ExpM1, Tan, Sinh, Cosh, Sigmoid, Softplus 2.5; Tanh, Asinh, Acosh, Atanh, LogCosh 4; Pow
/// 2, and 2 more for each unit of |log xʸ|. On a GPU, exp adds 2 + 1.5·|x|, log, division and root 2 each.
/// </para>
/// </remarks>
internal readonly partial struct DeviceFloat32Math : IRowMath<float>
{
    private const float LogTwo = 0.693147181f;
    private const float SmallestNormal = 1.17549435e-38f;

    public static float NegativeInfinity => float.NegativeInfinity;

    public static float NaN => float.NaN;

    public static float Lowest => float.MinValue;

    public static float VanishingOffset => -1e4f;

    public static float Of(double value) => (float)value;

    public static float BySign(float sign, float positive, float negative) => (int)Interop.FloatAsInt(sign) < 0 ? negative : positive;

    public static float MultiplyNoNan(float x, float y)
    {
        float product = x * y;
        return float.IsNaN(product) && !float.IsNaN(x) && !float.IsNaN(y) ? 0f : product;
    }

    /// <inheritdoc/>
    /// <remarks>The error of the logarithm counts as often as the exponent is large.</remarks>
    public static float Pow(float x, float y)
    {
        if (y == 0f || x == 1f)
            return 1f;
        // log 1 is 0, whatever the exponent.
        float power = MathF.Exp(MultiplyNoNan(y, Log(Abs(x))));
        if (x >= 0f)
            return power;
        float half = 0.5f * y;
        if (y != MathF.Floor(y))
            return x == float.NegativeInfinity ? power : float.NaN;
        return half == MathF.Floor(half) ? power : -power;
    }

    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <inheritdoc/>
    /// <remarks>
    /// A third of the exponent, and linearly of the significand, within 3 %; a polynomial makes 22 bits of it, a step of Newton's
    /// the rest. Where numbers below the smallest normal one count as 0, this is 0 there.
    /// </remarks>
    public static float Cbrt(float x)
    {
        const uint Bias = 709946125;
        float magnitude = Abs(x);
        bool isSubnormal = magnitude < SmallestNormal;
        float scaled = isSubnormal ? magnitude * 16777216f : magnitude;
        float root = Interop.IntAsFloat(Interop.FloatAsInt(scaled) / 3 + Bias);
        float ratio = root * root * (root / scaled);
        float p = 0.146414142f;
        p = p * ratio - 0.76040362f;
        p = p * ratio + 1.62493479f;
        p = p * ratio - 1.88764284f;
        p = p * ratio + 1.87669755f;
        root *= p;
        root -= (root - scaled / (root * root)) * (1f / 3f);
        root *= isSubnormal ? 1f / 256f : 1f;
        return magnitude > 0f && magnitude < float.PositiveInfinity ? BySign(x, root, -root) : x;
    }

    public static float Abs(float x) => MathF.Abs(x);

    public static float Sign(float x) => x > 0f ? 1f : x < 0f ? -1f : x;

    public static float Min(float x, float y) => x < y || float.IsNaN(x) ? x : y;

    public static float Max(float x, float y) => x > y || float.IsNaN(x) ? x : y;

    public static float Clamp(float x, float low, float high) => Min(Max(x, low), high);
}
