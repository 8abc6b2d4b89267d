using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The functions that generated code calls, by the names of the generator's operators.</summary>
/// <typeparam name="TValue">A number, or a vector of numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMathFunctions<TValue>
    where TValue : struct
{
    /// <summary>A constant of the loss, which is computed once per call in float64, in this type.</summary>
    static abstract TValue Of(double value);

    /// <summary>x·y, but 0 where one factor is 0 and the other infinite.</summary>
    static abstract TValue MultiplyNoNan(TValue x, TValue y);

    /// <summary>x to the power of y, as <see cref="Math.Pow"/>.</summary>
    static abstract TValue Pow(TValue x, TValue y);

    /// <summary>√x.</summary>
    static abstract TValue Sqrt(TValue x);

    /// <summary>The real cube root, also of negative numbers.</summary>
    static abstract TValue Cbrt(TValue x);

    /// <summary>eˣ.</summary>
    static abstract TValue Exp(TValue x);

    /// <summary>eˣ − 1, with full relative precision near 0.</summary>
    static abstract TValue ExpM1(TValue x);

    /// <summary>The natural logarithm, with full relative precision near 1.</summary>
    static abstract TValue Log(TValue x);

    /// <summary>log(1 + x), with full relative precision near 0.</summary>
    static abstract TValue LogP1(TValue x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    static abstract TValue Sigmoid(TValue x);

    /// <summary>log(1 + eˣ), which does not overflow.</summary>
    static abstract TValue Softplus(TValue x);

    /// <summary>sin x; NaN for ±∞.</summary>
    static abstract TValue Sin(TValue x);

    /// <summary>cos x; NaN for ±∞.</summary>
    static abstract TValue Cos(TValue x);

    /// <summary>tan x; NaN for ±∞.</summary>
    static abstract TValue Tan(TValue x);

    /// <summary>arcsin x; NaN outside [−1, 1].</summary>
    static abstract TValue Asin(TValue x);

    /// <summary>arccos x; NaN outside [−1, 1].</summary>
    static abstract TValue Acos(TValue x);

    /// <summary>arctan x.</summary>
    static abstract TValue Atan(TValue x);

    /// <summary>sinh x.</summary>
    static abstract TValue Sinh(TValue x);

    /// <summary>cosh x.</summary>
    static abstract TValue Cosh(TValue x);

    /// <summary>tanh x.</summary>
    static abstract TValue Tanh(TValue x);

    /// <summary>arsinh x.</summary>
    static abstract TValue Asinh(TValue x);

    /// <summary>arcosh x; NaN below 1.</summary>
    static abstract TValue Acosh(TValue x);

    /// <summary>artanh x; NaN outside [−1, 1].</summary>
    static abstract TValue Atanh(TValue x);

    /// <summary>1/cosh² x, the derivative of tanh, with full relative precision.</summary>
    static abstract TValue SechSquared(TValue x);

    /// <summary>log(cosh x), with full relative precision near 0, without overflow.</summary>
    static abstract TValue LogCosh(TValue x);

    /// <summary>The absolute value.</summary>
    static abstract TValue Abs(TValue x);

    /// <summary>−1, 0 or 1; NaN for NaN.</summary>
    static abstract TValue Sign(TValue x);

    /// <summary>The smaller one; NaN where one of them is.</summary>
    static abstract TValue Min(TValue x, TValue y);

    /// <summary>The larger one; NaN where one of them is.</summary>
    static abstract TValue Max(TValue x, TValue y);

    /// <summary>x held between two bounds; the upper one wins where they are in the wrong order, as in torch.</summary>
    static abstract TValue Clamp(TValue x, TValue low, TValue high);
}
