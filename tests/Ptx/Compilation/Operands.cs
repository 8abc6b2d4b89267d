using System.Runtime.CompilerServices;
using SparseLsr.Gen.Ptx.Execution;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>The operands of an instruction, as registers; keeps account of which are read and which are written.</summary>
internal sealed class Operands(Statement.Operation operation, Scope scope, RegisterFile file)
{
    private readonly List<int> _reads = [];
    private readonly List<int> _writes = [];

    /// <summary>How many there are.</summary>
    public int Count => operation.Operands.Length;

    /// <summary>The numbers of the registers read.</summary>
    public int[] Reads => [.. _reads.Distinct()];

    /// <summary>The numbers of the registers written.</summary>
    public int[] Writes => [.. _writes.Distinct()];

    /// <summary>An operand as written.</summary>
    public string Text(int index) => index < Count ? operation.Operands[index] : throw Error("an operand is missing");

    /// <summary>Where an operand's lanes of a type are, to be read.</summary>
    public int Source<T>(int index)
        where T : unmanaged =>
        Source(Text(index), Unsafe.SizeOf<T>(), typeof(T) == typeof(float) || typeof(T) == typeof(double)).Offset;

    /// <summary>Where an operand's lanes of a type are, to be written.</summary>
    public int Destination<T>(int index)
        where T : unmanaged =>
        Destination(Text(index), Unsafe.SizeOf<T>()).Offset;

    /// <summary>Where a predicate is, to be read.</summary>
    public int SourcePredicate(int index) => Source(Text(index), Register.PredicateBytes, isFloat: false).Offset;

    /// <summary>Where a predicate is, to be written.</summary>
    public int DestinationPredicate(int index) => Destination(Text(index), Register.PredicateBytes).Offset;

    /// <summary>A register, special register, literal or variable's address, to be read.</summary>
    public Register Source(string text, int bytes, bool isFloat)
    {
        Register register = Find(text, bytes, isFloat) ?? throw Error($"the operand {text} is not known");
        if (register.Bytes != bytes)
            throw Error($"the operand {text} has {register.Bytes} bytes; expected {bytes}");
        return Read(register);
    }

    /// <summary>A register to be written.</summary>
    public Register Destination(string text, int bytes)
    {
        Register register = scope.FindRegister(text) ?? throw Error($"the register {text} is not known");
        return register.Bytes == bytes ? Written(register) : throw Error($"{text} has {register.Bytes} bytes; expected {bytes}");
    }

    public Register Read(Register register)
    {
        _reads.Add(register.Id);
        return register;
    }

    public Register Written(Register register)
    {
        _writes.Add(register.Id);
        return register;
    }

    public PtxException Error(string message) => new($"Line {operation.Line}, {operation.Text}: {message}.");

    private Register? Find(string text, int bytes, bool isFloat)
    {
        if (scope.FindRegister(text) is { } register)
            return register;
        if (SpecialRegisters.IsModelled(text))
            return file.SpecialNamed(text);
        // Where a type is bits alone, a literal of either kind gives them.
        bool isLiteral = Literal.TryFloat(text, bytes, out ulong bits) || (!isFloat && Literal.TryInteger(text, out bits));
        return isLiteral ? file.Constant(bits, bytes) : scope.FindAddress(text);
    }
}
