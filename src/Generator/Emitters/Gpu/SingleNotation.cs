using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Gpu;

/// <summary>Where a row is at hand in float32: what has been computed in float64 once a call is rounded where it is used.</summary>
internal sealed class SingleNotation(KernelNames names) : KernelNotation(names, GpuOperations.Functions)
{
    public override bool HasConditionalOperators => true;

    public override string Number(double value) => Literals.Single(value);

    public override string Name(Parameter parameter) => "(float)" + Names.Field(parameter.Name);

    public override string Name(Statistic statistic) =>
        statistic.Kind == RowStatistic.Classes ? "(float)" + Names.Field(Names.ClassesParameter) : "row." + statistic.Kind;

    public override string? Name(Operation operation) =>
        Names.IsInvariant(operation) && !KernelNames.IsCondition(operation) ? "(float)" + Names.Of(operation) : Names.Of(operation);
}
