using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>Where the statistics of a row are at hand, in any type: a member of <c>row</c>, a function of <c>TMath</c>, or a local.</summary>
/// <param name="names">The names of the kernel.</param>
/// <param name="written">The values that have a local at this point.</param>
internal sealed class RowNotation(KernelNames names, HashSet<Expr> written) : Notation
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

    public override string Name(Statistic statistic) => names.Local(statistic) ?? "row." + statistic.Kind;

    public override string Name(SumValue sum) => $"sums.{KernelNames.Sweep(sum.Sweep)}.S{sum.Index}";

    public override string? Name(Operation operation) => written.Contains(operation) ? names.Local(operation) : null;

    public override string Call(Operation operation, string[] operands) =>
        $"TMath.{operation.Operator}({string.Join(", ", operands)})";
}
