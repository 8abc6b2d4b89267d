using System.ComponentModel;
using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The functions of a loss's expression as torch operations on tensors, differentiable by libtorch; at a kink the derivative is
/// PyTorch's: abs'(0) = 0, clamp passes the gradient at its bounds, max and min split a tie in halves.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TorchMath
{
    /// <summary>x·y, which is 0 (and has no gradient) where one factor is 0 and the other infinite.</summary>
    public static Tensor MultiplyNoNan(Tensor x, Tensor y)
    {
        // Both factors are masked, not the product: its gradient would be 0 · ∞.
        Tensor vanishes = x.eq(Scalars.Zero).logical_and(y.isinf()).logical_or(x.isinf().logical_and(y.eq(Scalars.Zero)));
        return x.masked_fill(vanishes, Scalars.Zero) * y.masked_fill(vanishes, Scalars.Zero);
    }

    /// <summary>x to the power of y.</summary>
    public static Tensor Pow(Tensor x, Tensor y) => x.pow(y);

    /// <summary>√x.</summary>
    public static Tensor Sqrt(Tensor x) => x.sqrt();

    /// <summary>The real cube root, also of negative numbers.</summary>
    public static Tensor Cbrt(Tensor x) => x.sign() * x.abs().pow(Scalars.Third);

    /// <summary>eˣ.</summary>
    public static Tensor Exp(Tensor x) => x.exp();

    /// <summary>eˣ − 1, exact near 0.</summary>
    public static Tensor ExpM1(Tensor x) => x.expm1();

    /// <summary>The natural logarithm.</summary>
    public static Tensor Log(Tensor x) => x.log();

    /// <summary>log(1 + x), exact near 0.</summary>
    public static Tensor LogP1(Tensor x) => x.log1p();

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static Tensor Sigmoid(Tensor x) => x.sigmoid();

    /// <summary>log(1 + eˣ), which does not overflow.</summary>
    public static Tensor Softplus(Tensor x) => x.neg().log_sigmoid().neg();

    /// <summary>sin x.</summary>
    public static Tensor Sin(Tensor x) => x.sin();

    /// <summary>cos x.</summary>
    public static Tensor Cos(Tensor x) => x.cos();

    /// <summary>tan x.</summary>
    public static Tensor Tan(Tensor x) => x.tan();

    /// <summary>arcsin x.</summary>
    public static Tensor Asin(Tensor x) => x.asin();

    /// <summary>arccos x.</summary>
    public static Tensor Acos(Tensor x) => x.acos();

    /// <summary>arctan x.</summary>
    public static Tensor Atan(Tensor x) => x.atan();

    /// <summary>sinh x.</summary>
    public static Tensor Sinh(Tensor x) => x.sinh();

    /// <summary>cosh x.</summary>
    public static Tensor Cosh(Tensor x) => x.cosh();

    /// <summary>tanh x.</summary>
    public static Tensor Tanh(Tensor x) => x.tanh();

    /// <summary>arsinh x.</summary>
    public static Tensor Asinh(Tensor x) => x.asinh();

    /// <summary>arcosh x.</summary>
    public static Tensor Acosh(Tensor x) => x.acosh();

    /// <summary>artanh x.</summary>
    public static Tensor Atanh(Tensor x) => x.atanh();

    /// <summary>1/cosh² x, with full relative precision in value and gradient.</summary>
    public static Tensor SechSquared(Tensor x)
    {
        // 4·σ(2x)·σ(−2x).
        Tensor twice = x + x, product = twice.sigmoid() * (-twice).sigmoid(), sum = product + product;
        return sum + sum;
    }

    /// <summary>log(cosh x), with full relative precision near 0 in value and gradient.</summary>
    /// <remarks>½·log(1 + sinh² x) below 1; above, x + log(1 + e⁻²ˣ) − log 2, which does not overflow.</remarks>
    public static Tensor LogCosh(Tensor x)
    {
        // Clamped, because an infinite value in the branch that is not taken would make the gradient NaN.
        Tensor sinh = x.clamp(Scalars.MinusOne, Scalars.One).sinh();
        return where(x.abs().lt(Scalars.One), (sinh * sinh).log1p().mul(Scalars.Half), x - (x + x).log_sigmoid().add(Scalars.Log2));
    }

    /// <summary>The absolute value.</summary>
    public static Tensor Abs(Tensor x) => x.abs();

    /// <summary>−1, 0 or 1.</summary>
    public static Tensor Sign(Tensor x) => x.sign();

    /// <summary>The smaller one.</summary>
    public static Tensor Min(Tensor x, Tensor y) => x.minimum(y);

    /// <summary>The larger one.</summary>
    public static Tensor Max(Tensor x, Tensor y) => x.maximum(y);

    /// <summary>x, or the bound that it lies beyond.</summary>
    public static Tensor Clamp(Tensor x, Tensor low, Tensor high) => x.clamp(low, high);

    /// <summary>x, a constant to libtorch.</summary>
    public static Tensor Detach(Tensor x) => x.detach();

    /// <summary>x &lt; y, as booleans.</summary>
    public static Tensor Less(Tensor x, Tensor y) => x.lt(y);

    /// <summary>x ≤ y, as booleans.</summary>
    public static Tensor LessOrEqual(Tensor x, Tensor y) => x.le(y);

    /// <summary>x = y, as booleans.</summary>
    public static Tensor Equal(Tensor x, Tensor y) => x.eq(y);

    /// <summary>Both.</summary>
    public static Tensor And(Tensor x, Tensor y) => x.logical_and(y);

    /// <summary>Either or both.</summary>
    public static Tensor Or(Tensor x, Tensor y) => x.logical_or(y);

    /// <summary>Not.</summary>
    public static Tensor Not(Tensor x) => x.logical_not();

    /// <summary>x where the condition holds, else y.</summary>
    public static Tensor Select(Tensor condition, Tensor x, Tensor y) => where(condition, x, y);
}
