using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>Gives registers their places.</summary>
internal sealed class RegisterFile
{
    /// <summary>Where vectors of lanes may begin.</summary>
    private const int Alignment = 64;

    private readonly Dictionary<(ulong Bits, int Bytes), Register> _constants = [];
    private readonly Dictionary<string, Register> _special = [];
    private readonly List<PresetRegister> _presets = [];
    private readonly List<string> _names = [];

    /// <summary>The bytes of all of them.</summary>
    public int Bytes { get; private set; }

    /// <summary>Their names, for messages.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Those that hold constants.</summary>
    public IReadOnlyList<PresetRegister> Constants => _presets;

    /// <summary>The special ones, by their names.</summary>
    public IReadOnlyDictionary<string, Register> Special => _special;

    public Register Allocate(int bytes, string name)
    {
        var register = new Register(_names.Count, Bytes, bytes);
        int size = bytes == Register.PredicateBytes ? sizeof(uint) : bytes * Warp.Lanes;
        Bytes += (size + Alignment - 1) / Alignment * Alignment;
        _names.Add(name);
        return register;
    }

    /// <summary>A register that holds a constant.</summary>
    public Register Constant(ulong bits, int bytes)
    {
        if (bytes < sizeof(ulong))
            bits &= (1ul << (8 * bytes)) - 1;
        if (_constants.TryGetValue((bits, bytes), out Register? register))
            return register;
        register = Allocate(bytes, $"0x{bits:x}");
        Preset(register, bits);
        return _constants[(bits, bytes)] = register;
    }

    /// <summary>Says what a register holds from the start.</summary>
    public void Preset(Register register, ulong bits) => _presets.Add(new PresetRegister(register, bits));

    /// <summary>A special register, such as <c>%tid.x</c>.</summary>
    public Register SpecialNamed(string name)
    {
        if (!_special.TryGetValue(name, out Register? register))
            _special[name] = register = Allocate(sizeof(uint), name);
        return register;
    }
}
