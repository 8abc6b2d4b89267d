using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Every operation on registers that is modelled, by its opcode with all modifiers.</summary>
internal static class OpcodeTable
{
    private static readonly Dictionary<string, Decoder> s_decoders = Rows().ToDictionary(static row => row.Opcode, static row => row.Decoder);

    /// <summary>All opcodes.</summary>
    public static IEnumerable<string> Opcodes => s_decoders.Keys;

    /// <summary>What decodes an opcode; null if it is not modelled.</summary>
    public static Decoder? Find(string opcode) => s_decoders.GetValueOrDefault(opcode);

    private static IEnumerable<OpcodeRow> Rows() =>
    [
        .. Predicates(), .. Moves(), .. Synchronization(),
        .. FloatOpcodes.All(), .. IntegerOpcodes.All(), .. ComparisonOpcodes.All(), .. ConversionOpcodes.All(),
    ];

    private static IEnumerable<OpcodeRow> Predicates()
    {
        yield return new("mov.pred", Decoders.LogicUnary(negates: false));
        yield return new("not.pred", Decoders.LogicUnary(negates: true));
        yield return new("and.pred", Decoders.Logic<Integers.And<uint>>());
        yield return new("or.pred", Decoders.Logic<Integers.Or<uint>>());
        yield return new("xor.pred", Decoders.Logic<Integers.Xor<uint>>());
    }

    private static IEnumerable<OpcodeRow> Moves()
    {
        foreach (string type in (string[])["b16", "u16", "s16"])
        {
            yield return new($"mov.{type}", Decoders.Move<ushort>());
            yield return new($"selp.{type}", Decoders.Select<ushort>());
        }
        foreach (string type in (string[])["b32", "u32", "s32"])
        {
            yield return new($"mov.{type}", Decoders.Move<uint>());
            yield return new($"selp.{type}", Decoders.Select<uint>());
        }
        foreach (string type in (string[])["b64", "u64", "s64"])
        {
            yield return new($"mov.{type}", Decoders.Move<ulong>());
            yield return new($"selp.{type}", Decoders.Select<ulong>());
        }
        yield return new("mov.f32", Decoders.Move<float>());
        yield return new("selp.f32", Decoders.Select<float>());
        yield return new("mov.f64", Decoders.Move<double>());
        yield return new("selp.f64", Decoders.Select<double>());
        // Addresses of all state spaces are numbers from 0; what takes one as generic does not occur.
        foreach (string space in (string[])["global", "shared", "local"])
        {
            yield return new($"cvta.{space}.u64", Decoders.Move<ulong>());
            yield return new($"cvta.to.{space}.u64", Decoders.Move<ulong>());
        }
    }

    private static IEnumerable<OpcodeRow> Synchronization()
    {
        yield return new("shfl.sync.bfly.b32", Decoders.Shuffle(ShuffleMode.Butterfly));
        yield return new("shfl.sync.idx.b32", Decoders.Shuffle(ShuffleMode.Index));
        yield return new("shfl.sync.up.b32", Decoders.Shuffle(ShuffleMode.Up));
        yield return new("shfl.sync.down.b32", Decoders.Shuffle(ShuffleMode.Down));
        yield return new("bar.sync", static operands => operands is { Count: 1 } && operands.Text(0) == "0"
            ? new GroupBarrier()
            : throw operands.Error("only the barrier 0 of all threads is modelled"));
    }
}
