using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What the kernels need of a number beyond <see cref="INumber{TSelf}"/>, as device code.</summary>
internal interface IArithmetic<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    static abstract TNumber NegativeInfinity { get; }

    static abstract TNumber NaN { get; }

    /// <summary>The lowest finite number.</summary>
    static abstract TNumber Lowest { get; }

    /// <summary>An offset whose exponential is 0: it stands for −∞ where that would be multiplied by 0.</summary>
    static abstract TNumber VanishingOffset { get; }

    static abstract TNumber Of(float value);

    /// <summary>The larger one. Whether a NaN comes through is open: sums tell of it.</summary>
    static abstract TNumber Max(TNumber a, TNumber b);

    /// <summary>exp(x); one that is too small to be a normal number may come out as 0.</summary>
    static abstract TNumber Exp(TNumber x);

    static abstract bool IsFinite(TNumber x);

    /// <summary>The number of the lane whose index differs by <paramref name="mask"/>.</summary>
    static abstract TNumber ShuffleXor(TNumber value, int mask);
}

/// <summary>float32.</summary>
internal readonly struct Float32Arithmetic : IArithmetic<float>
{
    public static float NegativeInfinity => float.NegativeInfinity;

    public static float NaN => float.NaN;

    public static float Lowest => float.MinValue;

    public static float VanishingOffset => -1e4f;

    public static float Of(float value) => value;

    public static float Max(float a, float b) => MathF.Max(a, b);

    public static float Exp(float x) => MathF.Exp(x);

    public static bool IsFinite(float x) => float.IsFinite(x);

    public static float ShuffleXor(float value, int mask) => Warp.ShuffleXor(value, mask);
}

/// <summary>float64: correct, not fast.</summary>
internal readonly struct Float64Arithmetic : IArithmetic<double>
{
    public static double NegativeInfinity => double.NegativeInfinity;

    public static double NaN => double.NaN;

    public static double Lowest => double.MinValue;

    public static double VanishingOffset => -1e4;

    public static double Of(float value) => value;

    public static double Max(double a, double b) => Math.Max(a, b);

    public static double Exp(double x) => Math.Exp(x);

    public static bool IsFinite(double x) => double.IsFinite(x);

    public static double ShuffleXor(double value, int mask) => Warp.ShuffleXor(value, mask);
}
