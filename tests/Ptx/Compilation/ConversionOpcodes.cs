using System.Numerics;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Conversions between types.</summary>
internal static class ConversionOpcodes
{
    public static IEnumerable<OpcodeRow> All() =>
    [
        .. FromInteger<short>("s16"), .. FromInteger<int>("s32"), .. FromInteger<long>("s64"),
        .. FromInteger<ushort>("u16"), .. FromInteger<uint>("u32"), .. FromInteger<ulong>("u64"),
        .. FromFloat<float>("f32"), .. FromFloat<double>("f64"), .. BetweenFloats(),
    ];

    private static IEnumerable<OpcodeRow> FromInteger<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        yield return new($"cvt.s16.{type}", Decoders.Unary<Conversions.Integer<T, short>, T, short>());
        yield return new($"cvt.u16.{type}", Decoders.Unary<Conversions.Integer<T, ushort>, T, ushort>());
        yield return new($"cvt.s32.{type}", Decoders.Unary<Conversions.Integer<T, int>, T, int>());
        yield return new($"cvt.u32.{type}", Decoders.Unary<Conversions.Integer<T, uint>, T, uint>());
        yield return new($"cvt.s64.{type}", Decoders.Unary<Conversions.Integer<T, long>, T, long>());
        yield return new($"cvt.u64.{type}", Decoders.Unary<Conversions.Integer<T, ulong>, T, ulong>());
        yield return new($"cvt.rn.f32.{type}", Decoders.Unary<Conversions.IntegerToFloat<T, float>, T, float>());
        yield return new($"cvt.rn.f64.{type}", Decoders.Unary<Conversions.IntegerToFloat<T, double>, T, double>());
    }

    private static IEnumerable<OpcodeRow> FromFloat<T>(string type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        .. FromFloat<Roundings.NearestEven, T>("rni", type), .. FromFloat<Roundings.TowardsZero, T>("rzi", type),
        .. FromFloat<Roundings.Down, T>("rmi", type), .. FromFloat<Roundings.Up, T>("rpi", type),
    ];

    private static IEnumerable<OpcodeRow> FromFloat<TRounding, T>(string rounding, string type)
        where TRounding : struct, IRounding
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return new($"cvt.{rounding}.{type}.{type}", Decoders.Unary<Conversions.FloatToWhole<TRounding, T>, T>());
        yield return new($"cvt.{rounding}.s32.{type}", Decoders.Unary<Conversions.FloatToInteger<TRounding, T, int>, T, int>());
        yield return new($"cvt.{rounding}.u32.{type}", Decoders.Unary<Conversions.FloatToInteger<TRounding, T, uint>, T, uint>());
        yield return new($"cvt.{rounding}.s64.{type}", Decoders.Unary<Conversions.FloatToInteger<TRounding, T, long>, T, long>());
        yield return new($"cvt.{rounding}.u64.{type}", Decoders.Unary<Conversions.FloatToInteger<TRounding, T, ulong>, T, ulong>());
    }

    private static IEnumerable<OpcodeRow> BetweenFloats()
    {
        yield return new("cvt.f64.f32", Decoders.Unary<Conversions.SingleToDouble, float, double>());
        yield return new("cvt.rn.f32.f64", Decoders.Unary<Conversions.DoubleToSingle, double, float>());
        yield return new("cvt.f32.f16", Decoders.Unary<Conversions.HalfToSingle, ushort, float>());
        yield return new("cvt.rn.f16.f32", Decoders.Unary<Conversions.SingleToHalf, float, ushort>());
        yield return new("cvt.rn.f16x2.f32", Decoders.Binary<Conversions.SinglesToHalves, float, float, uint>());
        yield return new("cvt.rn.bf16.f32", Decoders.Unary<Conversions.SingleToBFloat16, float, ushort>());
        yield return new("cvt.rn.bf16x2.f32", Decoders.Binary<Conversions.SinglesToBFloat16s, float, float, uint>());
    }
}
