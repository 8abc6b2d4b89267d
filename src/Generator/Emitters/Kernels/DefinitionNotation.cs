using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The right-hand side of a named value: written out itself, while all that it is made of may go by name.</summary>
internal sealed class DefinitionNotation(Notation inner, Expr defined) : Notation
{
    public override bool HasConditionalOperators => inner.HasConditionalOperators;

    public override string Number(double value) => inner.Number(value);

    public override string Name(Parameter parameter) => inner.Name(parameter);

    public override string Name(Statistic statistic) => inner.Name(statistic);

    public override string Name(UntransformedLogit logit) => inner.Name(logit);

    public override string Name(RowInput input) => inner.Name(input);

    public override string Name(ClassElement element) => inner.Name(element);

    public override string Name(SumValue sum) => inner.Name(sum);

    public override string Name(RowScalar scalar) => inner.Name(scalar);

    public override string? Name(Operation operation) => operation.Equals(defined) ? null : inner.Name(operation);

    public override bool WritesDetach(Operation detached) => inner.WritesDetach(detached);

    public override bool IsNumberOf(Operation operation, Expr operand) => inner.IsNumberOf(operation, operand);

    public override string TensorOf(string number) => inner.TensorOf(number);

    public override string Call(Operation operation, string[] operands) => inner.Call(operation, operands);
}
