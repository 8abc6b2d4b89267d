using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Parsing;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>
/// Makes a kernel of its text: functions are inlined, registers get places, and branches the instructions at which lanes reconverge.
/// </summary>
internal sealed class KernelCompiler
{
    private const int MostNestedCalls = 16;
    private const int LocalAlignment = 16;

    private readonly PtxModule _module;
    private readonly PtxFunction _entry;
    private readonly RegisterFile _registers = new();
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly Dictionary<string, (int Offset, int Bytes)> _arguments = [];
    private readonly List<Register> _dynamicShared = [];
    private Scope _scope;
    private int _sharedBytes;
    private int _sharedAlignment = 1;
    private int _localBytes;
    private int _memoryInstructions;
    private int _calls;
    private int _nested;

    private KernelCompiler(PtxModule module, PtxFunction entry)
    {
        _module = module;
        _entry = entry;
        _scope = new Scope(null, _registers);
    }

    /// <param name="module">The module.</param>
    /// <param name="entryName">The kernel's name.</param>
    /// <param name="fusesMultiplyAdd">Whether products and sums are fused where the assembler may do so.</param>
    /// <exception cref="PtxException">Something is not modelled.</exception>
    public static Kernel Compile(PtxModule module, string entryName, bool fusesMultiplyAdd = false) =>
        new KernelCompiler(module, module.Entry(entryName)).Compile(fusesMultiplyAdd);

    private Kernel Compile(bool fusesMultiplyAdd)
    {
        int argumentBytes = 0;
        foreach (Variable parameter in _entry.Parameters)
        {
            argumentBytes = Align(argumentBytes, parameter.Align);
            _arguments[parameter.Name] = (argumentBytes, parameter.Bytes);
            argumentBytes += parameter.Bytes;
        }
        foreach (Variable variable in _module.Shared.Values)
            Declare(variable);
        Inline(_entry, _scope);
        // Dynamic shared memory begins behind the static.
        _sharedBytes = Align(_sharedBytes, _sharedAlignment);
        foreach (Register address in _dynamicShared)
            _registers.Preset(address, (ulong)_sharedBytes);
        Instruction[] instructions = [.. _instructions];
        foreach (Branch branch in instructions.OfType<Branch>())
            branch.Target = _labels.TryGetValue(branch.Label, out int target) ? target : throw new PtxException($"Line {branch.Line}: there is no label {branch.Label}.");
        if (fusesMultiplyAdd)
            MultiplyAddFusion.Apply(instructions, _labels.Values);
        PostDominators.FindReconvergence(instructions);
        return new Kernel
        {
            Name = _entry.Name,
            MaxThreads = _entry.MaxThreads,
            Instructions = instructions,
            Arguments = [.. _entry.Parameters.Select(parameter => _arguments[parameter.Name])],
            RegisterBytes = _registers.Bytes,
            RegisterNames = [.. _registers.Names],
            Constants = [.. _registers.Constants],
            SpecialRegisters = [.. _registers.Special.Select(static special => (special.Key, special.Value))],
            SharedBytes = _sharedBytes,
            LocalBytes = _localBytes,
            MemoryInstructions = _memoryInstructions,
        };
    }

    private void Inline(PtxFunction function, Scope scope)
    {
        if (++_nested > MostNestedCalls)
            throw new PtxException($"{function.Name} calls itself.");
        (Scope caller, _scope) = (_scope, scope);
        // Every copy of a function has labels of its own.
        string prefix = $"{_calls++}:";
        foreach (Statement statement in function.Body!)
            Compile(statement, function, prefix);
        if (function.IsEntry)
            Add(new Exit(), new Statement.Operation(null, false, "ret", [], "the end of the kernel", 0), new Operands(null!, _scope, _registers));
        _labels.Add(prefix, _instructions.Count);
        _scope = caller;
        _nested--;
    }

    private void Compile(Statement statement, PtxFunction function, string prefix)
    {
        switch (statement)
        {
            case Statement.ScopeStart:
                _scope = new Scope(_scope, _registers);
                break;
            case Statement.ScopeEnd:
                _scope = _scope.Outer!;
                break;
            case Statement.Label label:
                _labels.Add(prefix + label.Name, _instructions.Count);
                break;
            case Statement.Registers registers:
                _scope.AddRegisters(registers.Prefix, registers.Count, DataTypes.Bytes(registers.Type));
                break;
            case Statement.Declaration declaration:
                Declare(declaration.Variable);
                break;
            case Statement.Operation operation:
                Compile(operation, function, prefix);
                break;
        }
    }

    private void Declare(Variable variable)
    {
        switch (variable.Space)
        {
            case StateSpace.Param:
                _scope.AddParameter(variable.Name, new ParameterSlots(variable.Name, _registers));
                break;
            case StateSpace.Local:
                _localBytes = Align(_localBytes, variable.Align);
                _scope.AddVariable(variable.Name, _registers.Constant((ulong)_localBytes, sizeof(ulong)));
                _localBytes = Align(_localBytes + variable.Bytes, LocalAlignment);
                break;
            // Dynamic: where it begins is known at the end.
            case StateSpace.Shared when variable.Bytes == 0:
                Register address = _registers.Allocate(sizeof(ulong), variable.Name);
                _dynamicShared.Add(address);
                _scope.AddVariable(variable.Name, address);
                _sharedAlignment = Math.Max(_sharedAlignment, variable.Align);
                break;
            default:
                _sharedBytes = Align(_sharedBytes, variable.Align);
                _scope.AddVariable(variable.Name, _registers.Constant((ulong)_sharedBytes, sizeof(ulong)));
                _sharedBytes += variable.Bytes;
                break;
        }
    }

    private void Compile(Statement.Operation operation, PtxFunction function, string prefix)
    {
        var operands = new Operands(operation, _scope, _registers);
        string opcode = operation.Opcode;
        switch (opcode.Split('.')[0])
        {
            case "call":
                Call(operation, operands);
                return;
            case "bra":
                Add(new Branch(prefix + operands.Text(0), opcode == "bra.uni"), operation, operands);
                return;
            case "ret" when function.IsEntry:
                Add(new Exit(), operation, operands);
                return;
            case "ret":
                Add(new Branch(prefix, isUniform: false), operation, operands);
                return;
            case "ld" or "st":
                Add(Memory(opcode, operands), operation, operands);
                return;
            default:
                Decoder decoder = OpcodeTable.Find(opcode) ?? throw operands.Error($"{opcode} is not modelled");
                Add(decoder(operands), operation, operands);
                return;
        }
    }

    private Instruction Memory(string opcode, Operands operands)
    {
        if (!opcode.StartsWith("ld.param", StringComparison.Ordinal) && !opcode.StartsWith("st.param", StringComparison.Ordinal))
            return MemoryOpcodes.Decode(opcode, operands, _scope, _memoryInstructions++);
        return _scope.FindParameter(MemoryOpcodes.Name(opcode, operands)) is { } parameter
            ? MemoryOpcodes.DecodeSlot(opcode, operands, parameter)
            : MemoryOpcodes.DecodeArgument(opcode, operands, _arguments);
    }

    // "call.uni (result), name, (argument, argument)"
    private void Call(Statement.Operation operation, Operands operands)
    {
        string[] parts = operation.Operands;
        int name = parts[0].StartsWith('(') ? 1 : 0;
        string[] results = name == 0 ? [] : OperandList.Items(parts[0]);
        string[] arguments = name + 1 < parts.Length ? OperandList.Items(parts[name + 1]) : [];
        if (operation.Guard is not null || !_module.Functions.TryGetValue(parts[name], out PtxFunction? function) || function.Body is null)
            throw operands.Error("only calls without a guard, of functions that are defined, are modelled");
        var scope = new Scope(null, _registers);
        foreach ((Variable parameter, string passed) in function.Parameters.Zip(arguments).Concat(function.Returns.Zip(results)))
            scope.AddParameter(parameter.Name, _scope.FindParameter(passed) ?? throw operands.Error($"{passed} is not known"));
        Inline(function, scope);
    }

    private void Add(Instruction instruction, Statement.Operation operation, Operands operands)
    {
        instruction.Opcode = operation.Opcode;
        instruction.Text = operation.Text;
        instruction.Line = operation.Line;
        instruction.Reads = operands.Reads;
        instruction.Writes = operands.Writes;
        if (operation.Guard is { } guard)
        {
            instruction.Guard = _scope.FindRegister(guard) is { IsPredicate: true } predicate ? predicate : throw operands.Error($"{guard} is no predicate");
            instruction.GuardNegated = operation.GuardNegated;
        }
        _instructions.Add(instruction);
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
