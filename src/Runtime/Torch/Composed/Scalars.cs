using TorchSharp;
using static TorchSharp.torch;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The numbers that torch operations take, never collected. TorchSharp does not keep a <see cref="Scalar"/> alive during a native call: one
/// that is converted implicitly may be finalized while libtorch reads it.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar Zero = 0.0.ToScalar();
    public static readonly Scalar One = 1.0.ToScalar();
    public static readonly Scalar Half = 0.5.ToScalar();
    public static readonly Scalar MinusOne = (-1.0).ToScalar();
    public static readonly Scalar Third = (1.0 / 3).ToScalar();
    public static readonly Scalar Log2 = Math.Log(2).ToScalar();
    public static readonly Scalar LowestFloat32 = ((double)float.MinValue).ToScalar();
    public static readonly Scalar LowestFloat64 = double.MinValue.ToScalar();
    public static readonly Scalar NaN = double.NaN.ToScalar();
    public static readonly Scalar PositiveInfinity = double.PositiveInfinity.ToScalar();
    public static readonly Scalar NegativeInfinity = double.NegativeInfinity.ToScalar();

    /// <summary>A number, shape (). It is made of its own dtype: not every device has float64, which <c>tensor</c> goes through.</summary>
    public static Tensor Number(double value, ScalarType dtype, Device device)
    {
        using Scalar scalar = value.ToScalar();
        return full([], scalar, dtype, device);
    }

    /// <summary>0, 1, … up to a number of classes.</summary>
    public static Tensor Indices(long classes, ScalarType dtype, Device device)
    {
        using Scalar end = classes.ToScalar();
        return arange(Zero, end, One, dtype, device);
    }
}
