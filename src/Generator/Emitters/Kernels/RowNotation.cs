using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>Where the statistics of a row are at hand, in any type: a member of <c>row</c>, a function of <c>TMath</c>, or a local.</summary>
/// <param name="names">The names of the kernel.</param>
/// <param name="written">The values that have a local at this point.</param>
/// <param name="arguments">The statistics that are arguments of the method, by their names; null where they are members of <c>row</c>.</param>
internal sealed class RowNotation(KernelNames names, HashSet<Expr> written, IReadOnlyDictionary<RowStatistic, string>? arguments) : Notation
{
    public override bool HasConditionalOperators => true;

    public override string Number(double value) => value switch
    {
        1 => "T.One",
        -1 => "-T.One",
        0 when 1 / value > 0 => "T.Zero",
        _ => $"TMath.Of({Literals.Double(value)})",
    };

    public override string Name(Parameter parameter) => names.Local(parameter)!;

    public override string Name(Statistic statistic) =>
        arguments is not null && arguments.TryGetValue(statistic.Kind, out string? argument) ? argument
        : names.Local(statistic) ?? "row." + statistic.Kind;

    public override string Name(UntransformedLogit logit) => "inputs.TargetLogit";

    public override string Name(RowInput input) => $"inputs.R{names.PlaceOf(input)}";

    public override string Name(ClassElement element) => $"inputs.{(element.IsInput ? 'C' : 'V')}{names.VectorOf(element)}";

    public override string Name(SumValue sum) => $"sums.{KernelNames.Sweep(sum.Sweep)}.S{sum.Index}";

    public override string? Name(Operation operation) => written.Contains(operation) ? names.Local(operation) : null;

    public override string Call(Operation operation, string[] operands) =>
        $"TMath.{operation.Operator}({string.Join(", ", operands)})";
}
