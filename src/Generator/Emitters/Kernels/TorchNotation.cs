using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;
using SparseLsr.Gen.Generator.Symbolic.Analyses;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>Where the statistics of all rows are at hand as tensors; what is the same for every row is a field of the kernel.</summary>
/// <param name="names">The names of the kernel.</param>
/// <param name="rowDependence">Knows what differs from row to row.</param>
/// <param name="written">The values that have a local at this point.</param>
internal sealed class TorchNotation(KernelNames names, RowDependence rowDependence, HashSet<Expr> written) : Notation
{
    public override bool HasConditionalOperators => false;

    public override string Number(double value) => Literals.Double(value);

    public override string Name(Parameter parameter) => names.Field(parameter);

    public override string Name(Statistic statistic) => names.HasField(statistic) ? names.Field(statistic) : "row." + statistic.Kind;

    public override string Name(RowInput input) => $"row.Input({names.PlaceOf(input)})";

    public override string Name(ClassElement element) =>
        $"row.{(element.IsInput ? "InputOfTarget" : "OfTarget")}({names.VectorOf(element)})";

    public override string Name(SumValue sum) => $"{Names.SumsOf(sum.Sweep)}[{sum.Index}]";

    public override string? Name(Operation operation) =>
        !names.HasField(operation) ? (written.Contains(operation) ? names.Local(operation) : null)
        : KernelNames.IsCondition(operation) ? $"({names.Field(operation)} != 0.0)" : names.Field(operation);

    /// <summary>Libtorch differentiates this text; what is the same for every row is a number there.</summary>
    public override bool WritesDetach(Operation detached) => rowDependence.Of(detached);

    /// <summary>A number is the same for every row.</summary>
    public override bool IsNumberOf(Operation operation, Expr operand) => rowDependence.Of(operation) && !rowDependence.Of(operand);

    public override string TensorOf(string number) => $"row.Constant({number})";

    public override string Call(Operation operation, string[] operands) =>
        $"{names.Helper("TorchMath")}.{operation.Operator}({string.Join(", ", operands)})";
}
