using System.Globalization;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>What a block declares, inside of another one.</summary>
internal sealed class Scope(Scope? outer, RegisterFile file)
{
    private readonly Dictionary<string, (int Count, int Bytes)> _prefixes = [];
    private readonly Dictionary<string, Register> _registers = [];
    private readonly Dictionary<string, Register> _addresses = [];
    private readonly Dictionary<string, ParameterSlots> _parameters = [];

    public Scope? Outer => outer;

    /// <summary>Declares registers with consecutive numbers behind a prefix.</summary>
    public void AddRegisters(string prefix, int count, int bytes) => _prefixes[prefix] = (count, bytes);

    /// <summary>Declares a variable, whose name stands for its address.</summary>
    public void AddVariable(string name, Register address) => _addresses[name] = address;

    /// <summary>Declares a parameter of a function, or of a call.</summary>
    public void AddParameter(string name, ParameterSlots slots) => _parameters[name] = slots;

    /// <summary>A declared register; null if there is none of the name.</summary>
    public Register? FindRegister(string name)
    {
        if (_registers.TryGetValue(name, out Register? register))
            return register;
        string prefix = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        bool isDeclared = _prefixes.TryGetValue(prefix, out (int Count, int Bytes) declared)
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < declared.Count;
        return isDeclared ? _registers[name] = file.Allocate(declared.Bytes, name) : outer?.FindRegister(name);
    }

    /// <summary>The address of a declared variable, in a register; null if there is none of the name.</summary>
    public Register? FindAddress(string name) => _addresses.GetValueOrDefault(name) ?? outer?.FindAddress(name);

    /// <summary>A declared parameter; null if there is none of the name.</summary>
    public ParameterSlots? FindParameter(string name) => _parameters.GetValueOrDefault(name) ?? outer?.FindParameter(name);
}
