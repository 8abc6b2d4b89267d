using System.Numerics;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Arithmetic and logic on integers.</summary>
internal static class IntegerOpcodes
{
    public static IEnumerable<OpcodeRow> All() =>
    [
        .. Arithmetic<short>("s16"), .. Arithmetic<ushort>("u16"),
        .. Arithmetic<int>("s32"), .. Arithmetic<uint>("u32"),
        .. Arithmetic<long>("s64"), .. Arithmetic<ulong>("u64"),
        .. Signed<short>("s16"), .. Signed<int>("s32"), .. Signed<long>("s64"),
        .. Wide<short, int>("s16"), .. Wide<ushort, uint>("u16"), .. Wide<int, long>("s32"), .. Wide<uint, ulong>("u32"),
        .. High<int, long>("s32"), .. High<uint, ulong>("u32"), .. High<long, Int128>("s64"), .. High<ulong, UInt128>("u64"),
        .. Bits<ushort>("b16"), .. Bits<uint>("b32"), .. Bits<ulong>("b64"),
    ];

    private static IEnumerable<OpcodeRow> Arithmetic<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        yield return new($"add.{type}", Decoders.Binary<Integers.Add<T>, T>());
        yield return new($"sub.{type}", Decoders.Binary<Integers.Subtract<T>, T>());
        yield return new($"mul.lo.{type}", Decoders.Binary<Integers.Multiply<T>, T>());
        yield return new($"mad.lo.{type}", Decoders.Ternary<Integers.MultiplyAdd<T>, T>());
        yield return new($"div.{type}", Decoders.Binary<Integers.Divide<T>, T>());
        yield return new($"rem.{type}", Decoders.Binary<Integers.Remainder<T>, T>());
        yield return new($"min.{type}", Decoders.Binary<Integers.Minimum<T>, T>());
        yield return new($"max.{type}", Decoders.Binary<Integers.Maximum<T>, T>());
        yield return new($"shr.{type}", Decoders.Binary<Integers.ShiftRight<T>, T, uint, T>());
    }

    private static IEnumerable<OpcodeRow> Signed<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        yield return new($"neg.{type}", Decoders.Unary<Integers.Negate<T>, T>());
        yield return new($"abs.{type}", Decoders.Unary<Integers.Absolute<T>, T>());
    }

    private static IEnumerable<OpcodeRow> Wide<T, TWide>(string type)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        yield return new($"mul.wide.{type}", Decoders.Binary<Integers.MultiplyWide<T, TWide>, T, T, TWide>());
        yield return new($"mad.wide.{type}", Decoders.Ternary<Integers.MultiplyWideAdd<T, TWide>, T, TWide>());
    }

    private static IEnumerable<OpcodeRow> High<T, TWide>(string type)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        yield return new($"mul.hi.{type}", Decoders.Binary<Integers.MultiplyHigh<T, TWide>, T>());
    }

    private static IEnumerable<OpcodeRow> Bits<T>(string type)
        where T : unmanaged, IBinaryInteger<T>
    {
        yield return new($"and.{type}", Decoders.Binary<Integers.And<T>, T>());
        yield return new($"or.{type}", Decoders.Binary<Integers.Or<T>, T>());
        yield return new($"xor.{type}", Decoders.Binary<Integers.Xor<T>, T>());
        yield return new($"not.{type}", Decoders.Unary<Integers.Not<T>, T>());
        yield return new($"shl.{type}", Decoders.Binary<Integers.ShiftLeft<T>, T, uint, T>());
        yield return new($"popc.{type}", Decoders.Unary<Integers.PopulationCount<T>, T, uint>());
        yield return new($"clz.{type}", Decoders.Unary<Integers.LeadingZeros<T>, T, uint>());
    }
}
