using System.Runtime.InteropServices;
using System.Text;
using SparseLsr.Gen.Ptx.Compilation;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Operations;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Tests.Instructions;

/// <summary>Executes one instruction, each thread with operands of its own.</summary>
internal static unsafe class InstructionRun
{
    private const int SlotBytes = 8;

    /// <param name="opcode">The operation with its modifiers.</param>
    /// <param name="operands">An array for each operand, with an element for each thread; those of bool are predicates.</param>
    /// <param name="errors">The errors of approximations.</param>
    /// <returns>The result of each thread.</returns>
    public static TResult[] Run<TResult>(string opcode, Array[] operands, Approximation errors = Approximation.None)
        where TResult : unmanaged
    {
        int threads = operands[0].Length;
        var memory = new byte[SlotBytes * threads * (operands.Length + 1)];
        for (int i = 0; i < operands.Length; i++)
        {
            for (int thread = 0; thread < threads; thread++)
                Slot(memory, threads, i, thread).WriteBits(operands[i].GetValue(thread)!);
        }
        Kernel kernel = KernelCompiler.Compile(PtxParser.Parse(Text<TResult>(opcode, operands, threads)), "K");
        using var machine = new Machine(new ExecutionOptions { Errors = errors });
        fixed (byte* start = memory)
        {
            var view = new MemoryView("Data", (long)start, memory.Length, SlotBytes, MemoryAccess.ReadWrite, null);
            machine.Run(kernel, new LaunchGrid(1, 1, threads, 0), BitConverter.GetBytes((long)start), [view]);
        }
        Assert.Empty(machine.Faults.All);
        return [.. Enumerable.Range(0, threads).Select(thread => Slot(memory, threads, operands.Length, thread).Read<TResult>())];
    }

    private static Span<byte> Slot(byte[] memory, int threads, int operand, int thread) =>
        memory.AsSpan(SlotBytes * ((operand * threads) + thread), SlotBytes);

    private static void WriteBits(this Span<byte> slot, object value)
    {
        switch (value)
        {
            case bool predicate:
                MemoryMarshal.Write(slot, predicate ? 1 : 0);
                break;
            case short or ushort:
                MemoryMarshal.Write(slot, value is short s ? (ushort)s : (ushort)value);
                break;
            case int or uint:
                MemoryMarshal.Write(slot, value is int i ? (uint)i : (uint)value);
                break;
            case float single:
                MemoryMarshal.Write(slot, single);
                break;
            case double number:
                MemoryMarshal.Write(slot, number);
                break;
            default:
                MemoryMarshal.Write(slot, value is long l ? (ulong)l : (ulong)value);
                break;
        }
    }

    private static TResult Read<TResult>(this Span<byte> slot)
        where TResult : unmanaged =>
        typeof(TResult) == typeof(bool) ? (TResult)(object)(slot[0] != 0) : MemoryMarshal.Read<TResult>(slot);

    private static string Text<TResult>(string opcode, Array[] operands, int threads)
    {
        var text = new StringBuilder("""
            .version 7.8
            .target sm_80
            .address_size 64
            .visible .entry K(.param .b64 data)
            .maxntid 1024, 1, 1
            {
            .reg .pred %p<9>; .reg .b16 %rs<9>; .reg .b32 %r<9>; .reg .b64 %rd<9>; .reg .f32 %f<9>; .reg .f64 %fd<9>;
            ld.param.b64 %rd7, [data];
            mov.u32 %r7, %tid.x;
            mul.wide.u32 %rd8, %r7, 8;
            add.s64 %rd7, %rd7, %rd8;

            """);
        var names = new List<string>();
        for (int i = 0; i < operands.Length; i++)
        {
            (string register, string type) = Register(operands[i].GetType().GetElementType()!);
            int offset = SlotBytes * threads * i;
            names.Add($"{register}{i}");
            text.AppendLine(register == "%p"
                ? $"ld.global.b32 %r{i}, [%rd7+{offset}]; setp.ne.s32 %p{i}, %r{i}, 0;"
                : $"ld.global.{type} {register}{i}, [%rd7+{offset}];");
        }
        (string result, string resultType) = Register(typeof(TResult));
        int to = SlotBytes * threads * operands.Length;
        text.AppendLine($"{opcode} {result}6, {string.Join(", ", names)};");
        text.AppendLine(result == "%p"
            ? $"selp.b32 %r6, 1, 0, %p6; st.global.b32 [%rd7+{to}], %r6;"
            : $"st.global.{resultType} [%rd7+{to}], {result}6;");
        return text.AppendLine("ret;").AppendLine("}").ToString();
    }

    private static (string Register, string Type) Register(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => ("%p", "pred"),
        TypeCode.Int16 or TypeCode.UInt16 => ("%rs", "b16"),
        TypeCode.Int32 or TypeCode.UInt32 => ("%r", "b32"),
        TypeCode.Single => ("%f", "f32"),
        TypeCode.Double => ("%fd", "f64"),
        _ => ("%rd", "b64"),
    };
}
