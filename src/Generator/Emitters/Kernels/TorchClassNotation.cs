using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>Where all classes of all rows are at hand as tensors.</summary>
/// <param name="names">The names of the kernel.</param>
/// <param name="written">The values that have a local at this point.</param>
internal sealed class TorchClassNotation(KernelNames names, HashSet<Expr> written) : Notation
{
    public override bool HasConditionalOperators => false;

    public override string Number(double value) => Literals.Double(value);

    public override string Name(Parameter parameter) => throw new InvalidOperationException($"'{parameter.Name}' is no number of the row.");

    public override string Name(Statistic statistic) => names.Local(statistic)!;

    public override string Name(ClassElement element) => names.Local(element)!;

    public override string Name(RowScalar scalar) => $"row[{scalar.Index}]";

    public override bool WritesDetach(Operation detached) => true;

    public override string? Name(Operation operation) => written.Contains(operation) ? names.Local(operation) : null;

    public override bool IsNumberOf(Operation operation, Expr operand) => operand is Constant;

    public override string TensorOf(string number) => $"of.Constant({number})";

    public override string Call(Operation operation, string[] operands) => Lowering.IsByMasked(operation)
        ? $"of.WhereMasked({operands[1]}, {operands[2]})"
        : $"{names.Helper("TorchMath")}.{operation.Operator}({string.Join(", ", operands)})";
}
