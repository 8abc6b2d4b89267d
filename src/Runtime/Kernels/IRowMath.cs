using System.ComponentModel;
using System.Numerics;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The functions that a generated loss calls, by the names of the generator's operators, so that one text serves float64 on the
/// CPU, float32 and float64 on the GPU. Implemented by types without state.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowMath<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>−∞.</summary>
    static abstract T NegativeInfinity { get; }

    /// <summary>NaN.</summary>
    static abstract T NaN { get; }

    /// <summary>The lowest finite number.</summary>
    static abstract T Lowest { get; }

    /// <summary>An offset whose exponential is exactly 0: it stands for −∞ where that would be multiplied by 0.</summary>
    static abstract T VanishingOffset { get; }

    /// <summary>A constant of the loss, which is computed once per call in float64, in this type.</summary>
    static abstract T Of(double value);

    /// <summary>One of two numbers by the sign of another: <paramref name="positive"/> for +0 as well.</summary>
    static abstract T BySign(T sign, T positive, T negative);

    /// <summary>x·y, but 0 where one factor is 0 and the other infinite.</summary>
    static abstract T MultiplyNoNan(T x, T y);

    /// <summary>x to the power of y, as <see cref="Math.Pow"/>.</summary>
    static abstract T Pow(T x, T y);

    /// <summary>√x.</summary>
    static abstract T Sqrt(T x);

    /// <summary>The real cube root, also of negative numbers.</summary>
    static abstract T Cbrt(T x);

    /// <summary>eˣ.</summary>
    static abstract T Exp(T x);

    /// <summary>eˣ − 1, with full relative precision near 0.</summary>
    static abstract T ExpM1(T x);

    /// <summary>The natural logarithm, with full relative precision near 1.</summary>
    static abstract T Log(T x);

    /// <summary>log(1 + x), with full relative precision near 0.</summary>
    static abstract T LogP1(T x);

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1.</summary>
    static abstract T LogP1OfUnit(T x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    static abstract T Sigmoid(T x);

    /// <summary>log(1 + eˣ), which does not overflow.</summary>
    static abstract T Softplus(T x);

    /// <summary>sin x; NaN for ±∞.</summary>
    static abstract T Sin(T x);

    /// <summary>cos x; NaN for ±∞.</summary>
    static abstract T Cos(T x);

    /// <summary>tan x; NaN for ±∞.</summary>
    static abstract T Tan(T x);

    /// <summary>arcsin x; NaN outside [−1, 1].</summary>
    static abstract T Asin(T x);

    /// <summary>arccos x; NaN outside [−1, 1].</summary>
    static abstract T Acos(T x);

    /// <summary>arctan x.</summary>
    static abstract T Atan(T x);

    /// <summary>sinh x.</summary>
    static abstract T Sinh(T x);

    /// <summary>cosh x.</summary>
    static abstract T Cosh(T x);

    /// <summary>tanh x.</summary>
    static abstract T Tanh(T x);

    /// <summary>arsinh x.</summary>
    static abstract T Asinh(T x);

    /// <summary>arcosh x; NaN below 1.</summary>
    static abstract T Acosh(T x);

    /// <summary>artanh x; NaN outside [−1, 1].</summary>
    static abstract T Atanh(T x);

    /// <summary>log(cosh x), with full relative precision near 0, without overflow.</summary>
    static abstract T LogCosh(T x);

    /// <summary>The absolute value.</summary>
    static abstract T Abs(T x);

    /// <summary>−1, 0 or 1; NaN for NaN.</summary>
    static abstract T Sign(T x);

    /// <summary>The smaller one; NaN where one of them is.</summary>
    static abstract T Min(T x, T y);

    /// <summary>The larger one; NaN where one of them is.</summary>
    static abstract T Max(T x, T y);

    /// <summary>x held between two bounds; the upper one wins where they are in the wrong order, as in torch.</summary>
    static abstract T Clamp(T x, T low, T high);
}
