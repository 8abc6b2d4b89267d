using SparseLsr.Gen.Ptx.Instructions;
using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Compilation;

/// <summary>
/// Fuses products with the sums that they are part of, as the assembler does where neither says how it is rounded: a product that
/// one sum of the same block uses and nothing else.
/// </summary>
internal sealed class MultiplyAddFusion
{
    private readonly Instruction[] _instructions;
    private readonly HashSet<int> _labels;
    private readonly Dictionary<int, int> _reads = [];
    private readonly Dictionary<int, int> _writes = [];

    private MultiplyAddFusion(Instruction[] instructions, IEnumerable<int> labels)
    {
        _instructions = instructions;
        _labels = [.. labels];
        foreach (Instruction instruction in instructions)
        {
            foreach (int register in instruction.Reads)
                _reads[register] = _reads.GetValueOrDefault(register) + 1;
            foreach (int register in instruction.Writes)
                _writes[register] = _writes.GetValueOrDefault(register) + 1;
        }
    }

    /// <summary>Replaces sums by fused instructions, in place; their products stay, and nothing reads them.</summary>
    /// <param name="instructions">The instructions.</param>
    /// <param name="labels">The indices that branches go to.</param>
    public static void Apply(Instruction[] instructions, IEnumerable<int> labels) => new MultiplyAddFusion(instructions, labels).Apply();

    private void Apply()
    {
        // The products of the block so far, by the registers that hold them.
        var products = new Dictionary<int, int>();
        for (int i = 0; i < _instructions.Length; i++)
        {
            Instruction instruction = _instructions[i];
            if (_labels.Contains(i))
                products.Clear();
            if (IsOne(instruction, "add") || IsOne(instruction, "sub"))
                Fuse(i, products);
            // A product is out of date where an operand of it changes.
            foreach ((int register, int product) in products.ToArray())
            {
                if (_instructions[product].Reads.Intersect(instruction.Writes).Any())
                    products.Remove(register);
            }
            if (IsOne(instruction, "mul") && _reads.GetValueOrDefault(instruction.Writes[0]) == 1 && _writes[instruction.Writes[0]] == 1)
                products[instruction.Writes[0]] = i;
        }
    }

    private void Fuse(int index, Dictionary<int, int> products)
    {
        Instruction sum = _instructions[index];
        foreach (int register in sum.Reads)
        {
            if (!products.TryGetValue(register, out int product) || !SameType(_instructions[product], sum) || sum.Reads.Length != 2)
                continue;
            _instructions[index] = Fused(_instructions[product], sum, register);
            products.Remove(register);
            return;
        }
    }

    // Rounding is said by neither, and both flush subnormal numbers, or neither does.
    private static bool IsOne(Instruction instruction, string name) =>
        instruction is IBinaryInstruction && instruction.Guard is null
        && (instruction.Opcode == $"{name}.ftz.f32" || instruction.Opcode == $"{name}.f32" || instruction.Opcode == $"{name}.f64");

    private static bool SameType(Instruction product, Instruction sum) => product.Opcode[3..] == sum.Opcode[3..];

    private static Instruction Fused(Instruction product, Instruction sum, int register)
    {
        var (factors, saved) = ((IBinaryInstruction)product, (IBinaryInstruction)sum);
        bool isFirst = saved.Left == ((IBinaryInstruction)product).Destination;
        int other = isFirst ? saved.Right : saved.Left;
        bool isSubtraction = sum.Opcode.StartsWith("sub", StringComparison.Ordinal);
        Instruction fused = sum.Opcode[3..] switch
        {
            ".f64" => !isSubtraction ? Of<Floats.FusedMultiplyAdd<double>, double>()
                : isFirst ? Of<Floats.FusedMultiplySubtract<double>, double>() : Of<Floats.FusedNegativeMultiplyAdd<double>, double>(),
            ".f32" => !isSubtraction ? Of<Floats.FusedMultiplyAdd<float>, float>()
                : isFirst ? Of<Floats.FusedMultiplySubtract<float>, float>() : Of<Floats.FusedNegativeMultiplyAdd<float>, float>(),
            _ => !isSubtraction ? Of<Flushed.Ternary<Floats.FusedMultiplyAdd<float>>, float>()
                : isFirst ? Of<Flushed.Ternary<Floats.FusedMultiplySubtract<float>>, float>()
                : Of<Flushed.Ternary<Floats.FusedNegativeMultiplyAdd<float>>, float>(),
        };
        fused.Opcode = $"fma{sum.Opcode[3..]}";
        fused.Text = $"{product.Text}; {sum.Text}";
        fused.Line = sum.Line;
        fused.Reads = [.. product.Reads.Union(sum.Reads.Where(read => read != register))];
        fused.Writes = sum.Writes;
        return fused;

        Instruction Of<TOperation, T>()
            where TOperation : struct, ITernary<T, T>
            where T : unmanaged =>
            new TernaryInstruction<TOperation, T, T>(saved.Destination, factors.Left, factors.Right, other);
    }
}
