using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Tests.Kernels;

/// <summary>A kernel for each function of <see cref="IRowMath{T}"/>, named after it.</summary>
internal static class MathKernels<TMath, T>
    where TMath : struct, IRowMath<T>
    where T : unmanaged, INumber<T>
{
    public static void Exp(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Exp(x[Grid.GlobalIndex.X]);
    public static void ExpM1(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.ExpM1(x[Grid.GlobalIndex.X]);
    public static void Log(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Log(x[Grid.GlobalIndex.X]);
    public static void LogP1(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.LogP1(x[Grid.GlobalIndex.X]);
    public static void LogP1OfUnit(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.LogP1OfUnit(x[Grid.GlobalIndex.X]);
    public static void Sigmoid(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Sigmoid(x[Grid.GlobalIndex.X]);
    public static void Softplus(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Softplus(x[Grid.GlobalIndex.X]);
    public static void Sqrt(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Sqrt(x[Grid.GlobalIndex.X]);
    public static void Cbrt(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Cbrt(x[Grid.GlobalIndex.X]);
    public static void Sin(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Sin(x[Grid.GlobalIndex.X]);
    public static void Cos(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Cos(x[Grid.GlobalIndex.X]);
    public static void Tan(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Tan(x[Grid.GlobalIndex.X]);
    public static void Asin(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Asin(x[Grid.GlobalIndex.X]);
    public static void Acos(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Acos(x[Grid.GlobalIndex.X]);
    public static void Atan(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Atan(x[Grid.GlobalIndex.X]);
    public static void Sinh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Sinh(x[Grid.GlobalIndex.X]);
    public static void Cosh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Cosh(x[Grid.GlobalIndex.X]);
    public static void Tanh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Tanh(x[Grid.GlobalIndex.X]);
    public static void Asinh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Asinh(x[Grid.GlobalIndex.X]);
    public static void Acosh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Acosh(x[Grid.GlobalIndex.X]);
    public static void Atanh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Atanh(x[Grid.GlobalIndex.X]);
    public static void SechSquared(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.SechSquared(x[Grid.GlobalIndex.X]);

    public static void LogCosh(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.LogCosh(x[Grid.GlobalIndex.X]);
    public static void Abs(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Abs(x[Grid.GlobalIndex.X]);
    public static void Sign(ArrayView<T> x, ArrayView<T> y) => y[Grid.GlobalIndex.X] = TMath.Sign(x[Grid.GlobalIndex.X]);

    public static void Pow(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z) =>
        z[Grid.GlobalIndex.X] = TMath.Pow(x[Grid.GlobalIndex.X], y[Grid.GlobalIndex.X]);

    public static void MultiplyNoNan(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z) =>
        z[Grid.GlobalIndex.X] = TMath.MultiplyNoNan(x[Grid.GlobalIndex.X], y[Grid.GlobalIndex.X]);

    public static void Min(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z) =>
        z[Grid.GlobalIndex.X] = TMath.Min(x[Grid.GlobalIndex.X], y[Grid.GlobalIndex.X]);

    public static void Max(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z) =>
        z[Grid.GlobalIndex.X] = TMath.Max(x[Grid.GlobalIndex.X], y[Grid.GlobalIndex.X]);

    public static void BySign(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z) =>
        z[Grid.GlobalIndex.X] = TMath.BySign(x[Grid.GlobalIndex.X], y[Grid.GlobalIndex.X], z[Grid.GlobalIndex.X]);

    public static void Clamp(ArrayView<T> x, ArrayView<T> y, ArrayView<T> z) =>
        z[Grid.GlobalIndex.X] = TMath.Clamp(x[Grid.GlobalIndex.X], y[Grid.GlobalIndex.X], z[Grid.GlobalIndex.X]);
}
