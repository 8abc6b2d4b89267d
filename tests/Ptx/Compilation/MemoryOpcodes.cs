using System.Text.RegularExpressions;
using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Loads and stores.</summary>
internal static partial class MemoryOpcodes
{
    /// <summary>Decodes <c>ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd1+16]</c> and the like.</summary>
    public static Instruction Decode(string opcode, Operands operands, Scope scope, int index)
    {
        (bool isLoad, StateSpace space, int length, string type) = Modifiers(opcode, operands);
        (string name, long offset) = Address(operands.Text(isLoad ? 1 : 0), operands);
        Register address = scope.FindRegister(name) ?? scope.FindAddress(name) ?? throw operands.Error($"the address {name} is not known");
        if (address.Bytes != sizeof(ulong))
            throw operands.Error($"the address {name} has {address.Bytes} bytes");
        string[] elements = OperandList.Items(operands.Text(isLoad ? 0 : 1));
        if (elements.Length != length)
            throw operands.Error($"there are {elements.Length} registers; expected {length}");
        int width = DataTypes.Bytes(type);
        Register[] data = [.. elements.Select(element => isLoad
            ? operands.Destination(element, width)
            : operands.Source(element, width, DataTypes.IsFloat(type)))];
        var operand = new MemoryOperand(space, operands.Read(address), offset, width, data);
        return isLoad ? new LoadInstruction(operand, index) : new StoreInstruction(operand, index);
    }

    /// <summary>Decodes the load of a kernel's argument; its parameters are known by their offsets.</summary>
    public static Instruction DecodeArgument(string opcode, Operands operands, IReadOnlyDictionary<string, (int Offset, int Bytes)> parameters)
    {
        (bool isLoad, _, int length, string type) = Modifiers(opcode, operands);
        (string name, long offset) = Address(operands.Text(1), operands);
        int bytes = DataTypes.Bytes(type);
        if (!isLoad || length != 1 || !parameters.TryGetValue(name, out (int Offset, int Bytes) parameter) || offset + bytes > parameter.Bytes)
            throw operands.Error("no parameter has what is loaded");
        // A byte, which is all that an empty structure has, goes into a register of 16 bits.
        Register destination = operands.Destination(operands.Text(0), Math.Max(sizeof(ushort), bytes));
        return new LoadParameterInstruction(parameter.Offset + (int)offset, bytes, destination);
    }

    /// <summary>Decodes what passes a parameter or a result of an inlined function.</summary>
    public static Instruction DecodeSlot(string opcode, Operands operands, ParameterSlots parameter)
    {
        (bool isLoad, _, _, string type) = Modifiers(opcode, operands);
        (_, long offset) = Address(operands.Text(isLoad ? 1 : 0), operands);
        int bytes = DataTypes.Bytes(type);
        Register slot = parameter.At((int)offset, bytes);
        Register source = isLoad ? operands.Read(slot) : operands.Source(operands.Text(1), bytes, DataTypes.IsFloat(type));
        Register destination = isLoad ? operands.Destination(operands.Text(0), bytes) : operands.Written(slot);
        return bytes switch
        {
            sizeof(ulong) => new MoveInstruction<ulong>(destination.Offset, source.Offset),
            sizeof(uint) => new MoveInstruction<uint>(destination.Offset, source.Offset),
            sizeof(ushort) => new MoveInstruction<ushort>(destination.Offset, source.Offset),
            _ => throw operands.Error($"parameters of {bytes} bytes are not modelled"),
        };
    }

    /// <summary>The name in an address.</summary>
    public static string Name(string opcode, Operands operands) =>
        Address(operands.Text(opcode.StartsWith("ld", StringComparison.Ordinal) ? 1 : 0), operands).Name;

    private static (bool IsLoad, StateSpace Space, int Length, string Type) Modifiers(string opcode, Operands operands)
    {
        string[] parts = opcode.Split('.');
        bool isLoad = parts[0] == "ld";
        StateSpace space = parts[1] switch
        {
            "global" => StateSpace.Global,
            "shared" => StateSpace.Shared,
            "local" => StateSpace.Local,
            "param" => StateSpace.Param,
            _ => throw operands.Error("accesses to generic addresses are not modelled"),
        };
        int length = parts.Length == 3 ? 1 : parts[2] switch
        {
            "v2" => 2,
            "v4" => 4,
            _ => throw operands.Error($"the modifier {parts[2]} is not modelled"),
        };
        if (parts.Length > 4 || DataTypes.Bytes(parts[^1]) < (space == StateSpace.Param ? sizeof(byte) : sizeof(ushort)))
            throw operands.Error("this access is not modelled");
        return (isLoad, space, length, parts[^1]);
    }

    private static (string Name, long Offset) Address(string text, Operands operands)
    {
        Match match = AddressPattern().Match(text);
        ulong offset = 0;
        if (!match.Success || (match.Groups[2].Success && !Literal.TryInteger(match.Groups[2].Value, out offset)))
            throw operands.Error($"the address {text} is not known");
        return (match.Groups[1].Value, (long)offset);
    }

    [GeneratedRegex(@"^\[\s*([%\w]+)\s*(?:\+?\s*(-?\d+))?\s*\]$")]
    private static partial Regex AddressPattern();
}
