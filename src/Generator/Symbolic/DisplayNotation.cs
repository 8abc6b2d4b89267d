using System.Globalization;

namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>The notation of remarks, messages and tests: statistics have the names of <c>Row</c>, functions those of <c>Math</c>.</summary>
internal sealed class DisplayNotation : Notation
{
    public static readonly DisplayNotation Instance = new();

    public override bool HasConditionalOperators => true;

    public override string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public override string Name(Parameter parameter) => parameter.Name;

    public override string Name(Statistic statistic) =>
        statistic.IsOfClass ? "c." + statistic.Kind.ToString().Substring("Class".Length) : statistic.Kind.ToString();

    public override string Name(UntransformedLogit logit) => logit.IsOfTarget ? "z_t" : "z_c";

    public override string Name(RowInput input) => input.Name;

    public override string Name(ClassElement element) => $"{element.Vector}[{(element.IsOfTarget ? "row" : "c")}]";

    public override bool WritesDetach(Operation detached) => true;

    public override string Call(Operation operation, string[] operands) => $"{operation.Operator}({string.Join(", ", operands)})";
}
