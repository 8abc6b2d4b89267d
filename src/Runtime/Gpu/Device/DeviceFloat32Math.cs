using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The functions of a generated loss in float32 on the GPU.</summary>
/// <remarks>
/// For <c>MathMode.Fast</c>: exp and log are the GPU's approximations, whose absolute error is small, so near the zeros of a
/// function a polynomial takes their place; and numbers below the smallest normal one count as 0, so functions with slope 1 at 0
/// are written as x plus a correction, which alone may vanish. Nothing needs float64 but the reduction of arguments from 256 on.
/// <para>
/// Largest errors over the whole range, in units in the last place (ulp), with correctly rounded operations: 1.5; of LogP1, Sigmoid,
/// Softplus, Tan, Asin, Cosh, Asinh, Acosh and LogCosh 2.5; of Sinh, Tanh and Atanh 4; of Pow 3, and 2 more for each unit of |log xʸ|. With
/// a GPU's approximations at the bounds that NVIDIA states: Sin, Cos and LogP1OfUnit 1.5; Cbrt, Atan and LogCosh 2.5; Sqrt, Tan,
/// Asin, Acos and Tanh 6; Log, LogP1, Asinh, Acosh and Atanh 10; Exp, ExpM1, Sigmoid and Softplus 4 + |x|/2; Sinh and Cosh
/// 8 + |x|·0.6; Pow 5 + 5·|log xʸ|.
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

    /// <inheritdoc/>
    /// <remarks>Where the product alone is NaN, one factor is 0 and the other infinite, and their sum is not NaN.</remarks>
    public static float MultiplyNoNan(float x, float y)
    {
        float product = x * y;
        float undefined = float.IsNaN(x + y) ? product : 0f;
        return float.IsNaN(product) ? undefined : product;
    }

    /// <inheritdoc/>
    /// <remarks>The error of the logarithm counts as often as the exponent is large.</remarks>
    public static float Pow(float x, float y)
    {
        // log 1 is 0, whatever the exponent.
        float log = Log(Abs(x)), power = MathF.Exp(MultiplyNoNan(y, log));
        float exponentMagnitude = Abs(y), half = 0.5f * exponentMagnitude, ofOdd = -power;
        float ofNegative = half == RoundToInteger(half) ? power : ofOdd;
        float ofFraction = Abs(log) < float.PositiveInfinity ? float.NaN : power;
        ofNegative = exponentMagnitude == RoundToInteger(exponentMagnitude) ? ofNegative : ofFraction;
        float result = BySign(x, power, ofNegative);
        result = float.IsNaN(x) ? x : result;
        result = x == 1f ? 1f : result;
        return y == 0f ? 1f : result;
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
        float scaled = magnitude * (isSubnormal ? 16777216f : 1f);
        float root = Interop.IntAsFloat(Interop.FloatAsInt(scaled) / 3 + Bias);
        // The GPU's quotient is 0 for a divisor above 2¹²⁶.
        float ratio = root / (scaled / (root * root));
        float p = 0.146414142f;
        p = p * ratio - 0.76040362f;
        p = p * ratio + 1.62493479f;
        p = p * ratio - 1.88764284f;
        p = p * ratio + 1.87669755f;
        root *= p;
        root -= (root - scaled / (root * root)) * (1f / 3f);
        root *= isSubnormal ? 1f / 256f : 1f;
        root = BySign(x, root, -root);
        root = magnitude < float.PositiveInfinity ? root : x;
        return magnitude > 0f ? root : x;
    }

    public static float Abs(float x) => MathF.Abs(x);

    public static float Sign(float x)
    {
        float sign = x > 0f ? 1f : x;
        return x < 0f ? -1f : sign;
    }

    public static float Min(float x, float y)
    {
        float smaller = x < y ? x : y;
        return float.IsNaN(x) ? x : smaller;
    }

    public static float Max(float x, float y)
    {
        float larger = x > y ? x : y;
        return float.IsNaN(x) ? x : larger;
    }

    public static float Clamp(float x, float low, float high) => Min(Max(x, low), high);

    /// <summary>The integer nearest to a positive number; MathF.Floor is 20 instructions and branches in ILGPU.</summary>
    private static float RoundToInteger(float x)
    {
        float rounded = x + 8388608f - 8388608f;
        return x < 8388608f ? rounded : x;
    }
}
