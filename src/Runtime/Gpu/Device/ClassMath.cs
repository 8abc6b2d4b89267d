using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The functions of a class of a loss, with or without the guards of products of 0 and ∞, where these can be deferred.</summary>
internal readonly struct ClassMath<TLoss, TNumber, TMath, TGuards> : IClassMath<TNumber, bool>
    where TLoss : unmanaged, IClassLoss
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TGuards : struct, IFlag
{
    private static bool HasGuards => TGuards.IsSet || !TLoss.HasDeferrableGuards;

    public static TNumber MultiplyNoNan(TNumber x, TNumber y) => HasGuards ? TMath.MultiplyNoNan(x, y) : x * y;

    public static TNumber SelectMasked(bool masked, TNumber x, TNumber y) => HasGuards ? TMath.SelectMasked(masked, x, y) : y;

    public static TNumber Of(double value) => TMath.Of(value);

    public static TNumber Pow(TNumber x, TNumber y) => TMath.Pow(x, y);

    public static TNumber Sqrt(TNumber x) => TMath.Sqrt(x);

    public static TNumber Cbrt(TNumber x) => TMath.Cbrt(x);

    public static TNumber Exp(TNumber x) => TMath.Exp(x);

    public static TNumber ExpM1(TNumber x) => TMath.ExpM1(x);

    public static TNumber Log(TNumber x) => TMath.Log(x);

    public static TNumber LogP1(TNumber x) => TMath.LogP1(x);

    public static TNumber Sigmoid(TNumber x) => TMath.Sigmoid(x);

    public static TNumber Softplus(TNumber x) => TMath.Softplus(x);

    public static TNumber Sin(TNumber x) => TMath.Sin(x);

    public static TNumber Cos(TNumber x) => TMath.Cos(x);

    public static TNumber Tan(TNumber x) => TMath.Tan(x);

    public static TNumber Asin(TNumber x) => TMath.Asin(x);

    public static TNumber Acos(TNumber x) => TMath.Acos(x);

    public static TNumber Atan(TNumber x) => TMath.Atan(x);

    public static TNumber Sinh(TNumber x) => TMath.Sinh(x);

    public static TNumber Cosh(TNumber x) => TMath.Cosh(x);

    public static TNumber Tanh(TNumber x) => TMath.Tanh(x);

    public static TNumber Asinh(TNumber x) => TMath.Asinh(x);

    public static TNumber Acosh(TNumber x) => TMath.Acosh(x);

    public static TNumber Atanh(TNumber x) => TMath.Atanh(x);

    public static TNumber SechSquared(TNumber x) => TMath.SechSquared(x);

    public static TNumber LogCosh(TNumber x) => TMath.LogCosh(x);

    public static TNumber Abs(TNumber x) => TMath.Abs(x);

    public static TNumber Sign(TNumber x) => TMath.Sign(x);

    public static TNumber Min(TNumber x, TNumber y) => TMath.Min(x, y);

    public static TNumber Max(TNumber x, TNumber y) => TMath.Max(x, y);

    public static TNumber Clamp(TNumber x, TNumber low, TNumber high) => TMath.Clamp(x, low, high);

    public static bool Less(TNumber x, TNumber y) => TMath.Less(x, y);

    public static bool LessOrEqual(TNumber x, TNumber y) => TMath.LessOrEqual(x, y);

    public static bool Equal(TNumber x, TNumber y) => TMath.Equal(x, y);

    public static bool And(bool x, bool y) => TMath.And(x, y);

    public static bool Or(bool x, bool y) => TMath.Or(x, y);

    public static bool Not(bool x) => TMath.Not(x);

    public static TNumber Select(bool condition, TNumber x, TNumber y) => TMath.Select(condition, x, y);
}
