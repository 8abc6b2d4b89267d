using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>Expressions as C# inside a kernel, whose functions come from a back end's table.</summary>
internal abstract class KernelNotation(KernelNames names, IReadOnlyDictionary<Operator, string> functions) : Notation
{
    protected KernelNames Names { get; } = names;

    public override string Number(double value) => Literals.Double(value);

    public override string Call(Operation operation, string[] operands) =>
        $"{Names.Function(functions[operation.Operator])}({string.Join(", ", operands)})";
}

/// <summary>Where the kernel's constructor computes what no row changes, of its own parameters.</summary>
internal sealed class ConstructorNotation(KernelNames names) : KernelNotation(names, Cpu.CpuOperations.Functions)
{
    public override bool HasConditionalOperators => true;

    public override string Name(Parameter parameter) => Identifiers.Escape(parameter.Name);

    public override string Name(Statistic statistic) => Names.ClassesParameter;
}

/// <summary>Where a row is at hand: its statistics are properties of <c>row</c>, all else is a field or a local.</summary>
internal sealed class RowNotation(KernelNames names, IReadOnlyDictionary<Operator, string> functions, bool hasConditionalOperators)
    : KernelNotation(names, functions)
{
    public override bool HasConditionalOperators => hasConditionalOperators;

    public override string Name(Parameter parameter) => Names.Field(parameter.Name);

    public override string Name(Statistic statistic) =>
        statistic.Kind == RowStatistic.Classes ? Names.Field(Names.ClassesParameter) : "row." + statistic.Kind;

    public override string? Name(Operation operation) => Names.Of(operation);

    public override string Call(Operation operation, string[] operands)
    {
        if (hasConditionalOperators)
            return base.Call(operation, operands);
        // Functions of tensors take tensors alone: a number, the same for every row, becomes one.
        IEnumerable<string> tensors = operands.Select((text, i) => Names.DependsOnRow(operation.Operands[i]) ? text : $"row.Constant({text})");
        return base.Call(operation, tensors.ToArray());
    }
}
