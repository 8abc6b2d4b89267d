using System.Numerics;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Comparisons.</summary>
internal static class ComparisonOpcodes
{
    public static IEnumerable<OpcodeRow> All() =>
    [
        .. Ordered<short>("s16"), .. Ordered<int>("s32"), .. Ordered<long>("s64"),
        .. Ordered<ushort>("u16"), .. Ordered<uint>("u32"), .. Ordered<ulong>("u64"),
        .. OfUnsigned<ushort>("u16"), .. OfUnsigned<uint>("u32"), .. OfUnsigned<ulong>("u64"),
        .. Equality<ushort>("b16"), .. Equality<uint>("b32"), .. Equality<ulong>("b64"),
        .. Ordered<float>("f32"), .. Unordered<float>("f32"),
        .. Ordered<double>("f64"), .. Unordered<double>("f64"),
    ];

    private static IEnumerable<OpcodeRow> Equality<T>(string type)
        where T : unmanaged, INumber<T>
    {
        yield return new($"setp.eq.{type}", Decoders.Compare<Comparisons.Equal<T>, T>());
        yield return new($"setp.ne.{type}", Decoders.Compare<Comparisons.NotEqual<T>, T>());
    }

    private static IEnumerable<OpcodeRow> Ordered<T>(string type)
        where T : unmanaged, INumber<T>
    {
        foreach (OpcodeRow row in Equality<T>(type))
            yield return row;
        yield return new($"setp.lt.{type}", Decoders.Compare<Comparisons.Less<T>, T>());
        yield return new($"setp.le.{type}", Decoders.Compare<Comparisons.LessOrEqual<T>, T>());
        yield return new($"setp.gt.{type}", Decoders.Compare<Comparisons.Greater<T>, T>());
        yield return new($"setp.ge.{type}", Decoders.Compare<Comparisons.GreaterOrEqual<T>, T>());
    }

    // Names of their own for the same.
    private static IEnumerable<OpcodeRow> OfUnsigned<T>(string type)
        where T : unmanaged, INumber<T>
    {
        yield return new($"setp.lo.{type}", Decoders.Compare<Comparisons.Less<T>, T>());
        yield return new($"setp.ls.{type}", Decoders.Compare<Comparisons.LessOrEqual<T>, T>());
        yield return new($"setp.hi.{type}", Decoders.Compare<Comparisons.Greater<T>, T>());
        yield return new($"setp.hs.{type}", Decoders.Compare<Comparisons.GreaterOrEqual<T>, T>());
    }

    private static IEnumerable<OpcodeRow> Unordered<T>(string type)
        where T : unmanaged, INumber<T>
    {
        yield return new($"setp.equ.{type}", Decoders.Compare<Comparisons.Not<Comparisons.NotEqual<T>, T>, T>());
        yield return new($"setp.neu.{type}", Decoders.Compare<Comparisons.Not<Comparisons.Equal<T>, T>, T>());
        yield return new($"setp.ltu.{type}", Decoders.Compare<Comparisons.Not<Comparisons.GreaterOrEqual<T>, T>, T>());
        yield return new($"setp.leu.{type}", Decoders.Compare<Comparisons.Not<Comparisons.Greater<T>, T>, T>());
        yield return new($"setp.gtu.{type}", Decoders.Compare<Comparisons.Not<Comparisons.LessOrEqual<T>, T>, T>());
        yield return new($"setp.geu.{type}", Decoders.Compare<Comparisons.Not<Comparisons.Less<T>, T>, T>());
        yield return new($"setp.num.{type}", Decoders.Compare<Comparisons.Ordered<T>, T>());
        yield return new($"setp.nan.{type}", Decoders.Compare<Comparisons.Not<Comparisons.Ordered<T>, T>, T>());
    }
}
