using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The loss as a pure function of a row's statistics: one text for every type and device.</summary>
internal static class EvaluateEmitter
{
    /// <summary>The constraints of a method that computes values of a row.</summary>
    public const string RowConstraints =
        $"    where T : unmanaged, global::System.Numerics.INumber<T>\n    where TMath : struct, {Services}IRowMath<T>";

    private const string Services = "global::SparseLsr.Gen.CompilerServices.";
    private const string Row = $"in {Services}RowStatistics<T, TMath> row";
    private const string By = $"out {Services}GradientCoefficients<T> by";

    /// <summary>What is computed of a row beside the loss.</summary>
    public static void EmitMetrics(SourceWriter writer, LossPlan plan, KernelNames names, KernelFields fields)
    {
        var statements = new RowStatements(writer, names, fields);
        string[] parameters =
            [Row, $"in {Services}SweepSums<T> sums", $"in {Services}RowInputs<T> inputs", $"ref {Services}RowMetrics<T> metrics"];
        writer.Lines($"/// <inheritdoc/>\npublic void Measure<T, TMath>(\n    {string.Join(",\n    ", parameters)})");
        using (writer.Open(RowConstraints))
        {
            statements.WriteLocals(plan.MetricLocals, plan.Metrics);
            for (int i = 0; i < plan.Metrics.Count; i++)
                writer.Lines($"metrics.M{i} = {statements.Text(plan.Metrics[i])};");
        }
        writer.BlankLine();
    }

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names, KernelFields fields)
    {
        var statements = new RowStatements(writer, names, fields);
        string[] parameters = plan.HasClasses
            ? [Row, $"in {Services}SweepSums<T> sums", $"in {Services}RowInputs<T> inputs", By, $"ref {Services}RowScalars<T> scalars"]
            : [Row, By];
        writer.Lines($"/// <inheritdoc/>\npublic T Evaluate<T, TMath, TGradient>(\n    {string.Join(",\n    ", parameters)})");
        writer.Lines(RowConstraints);
        using (writer.Open($"    where TGradient : struct, {Services}IFlag"))
        {
            statements.WriteLocals(plan.LossLocals, [plan.Loss]);
            writer.Lines($"T loss = {statements.Text(plan.Loss)};");
            writer.Lines("by = default;");
            writer.Lines("if (!TGradient.IsSet)\n    return loss;");
            writer.BlankLine();
            writer.Lines($"// {GradientFormula.Of(plan)},\n// where q_j = exp(z_j − m′)/S′ is the softmax of the other classes.");
            EquatableArray<Expr> scalars = plan.Classes.Gradient?.Scalars ?? EquatableArray<Expr>.Empty;
            statements.WriteLocals(plan.GradientLocals, [.. plan.Derivatives, .. plan.ByInputs, .. scalars]);
            writer.Lines($"by.Target = {statements.Text(plan.ByTarget)};");
            writer.Lines($"by.Others = {statements.Text(plan.ByOthers)};");
            if (plan.ByMean is not null)
                writer.Lines($"by.Mean = {statements.Text(plan.ByMean)};");
            if (plan.ByEntropy is not null)
                writer.Lines($"by.Entropy = {statements.Text(plan.ByEntropy)};");
            for (int i = 0; i < plan.ByInputs.Count; i++)
                writer.Lines($"by.Input{i} = {statements.Text(plan.ByInputs[i])};");
            statements.WriteScalars(scalars);
            writer.Lines("return loss;");
        }
    }
}
