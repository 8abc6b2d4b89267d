using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>Where the kernel's constructor computes what is the same for every row, in float64, from its own parameters.</summary>
internal sealed class ConstructorNotation(KernelNames names) : Notation
{
    public override bool HasConditionalOperators => true;

    public override string Number(double value) => Literals.Double(value);

    public override string Name(Parameter parameter) => Identifiers.Escape(parameter.Name);

    public override string Name(Statistic statistic) => names.ClassesParameter;

    public override string Name(ClassElement element) => throw new InvalidOperationException($"'{element}' is not the same for every row.");

    public override string Call(Operation operation, string[] operands) =>
        $"{names.Helper("Float64Math")}.{operation.Operator}({string.Join(", ", operands)})";
}
