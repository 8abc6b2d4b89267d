using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>Where a class is at hand, as a number or as a vector of several: what is known of it and what is computed are locals.</summary>
/// <param name="names">The names of the kernel.</param>
/// <param name="written">The values that have a local at this point.</param>
internal sealed class ClassNotation(KernelNames names, HashSet<Expr> written) : Notation
{
    /// <summary>A vector has no operators for comparisons.</summary>
    public override bool HasConditionalOperators => false;

    public override string Number(double value) => $"TMath.Of({Literals.Double(value)})";

    public override string Name(Parameter parameter) => throw new InvalidOperationException($"'{parameter.Name}' is no number of the row.");

    public override string Name(Statistic statistic) => names.Local(statistic)!;

    public override string Name(ClassElement element) => names.Local(element)!;

    public override string Name(UntransformedLogit logit) => names.Local(logit)!;

    public override string Name(RowScalar scalar) => $"row.S{scalar.Index}";

    public override string? Name(Operation operation) => written.Contains(operation) ? names.Local(operation) : null;

    public override string Call(Operation operation, string[] operands) =>
        $"TMath.{(Lowering.IsByMasked(operation) ? "SelectMasked" : operation.Operator)}({string.Join(", ", operands)})";
}
