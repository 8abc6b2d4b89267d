using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The same loss and gradient composed of torch operations, for second derivatives and as the baseline to compare with.</summary>
internal static class ComposedEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string TorchRow = "global::SparseLsr.Gen.CompilerServices.TorchRow";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        ClassPlan classes = plan.Classes;
        if (plan.Transform is { } transform)
        {
            EmitTransform(writer, "ComposeTransform", transform.OfAny, 0, names);
            EmitTransform(writer, "ComposeTransformSlope", transform.OfAny, 1, names);
        }
        writer.Lines("/// <inheritdoc/>");
        using (writer.Open($"public {Tensor} Compose({TorchRow} row)"))
        {
            var statements = new TorchStatements(writer, names);
            for (int i = 0; i < classes.LossSweeps; i++)
                statements.WriteSums(i, classes.Sweeps[i]);
            statements.WriteLocals(plan.LossLocals, [plan.Loss]);
            writer.Lines($"return {statements.Text(plan.Loss)};");
        }
        writer.BlankLine();
        if (plan.Metrics.Count > 0)
            EmitMetrics(writer, plan, names);
        writer.Lines("/// <inheritdoc/>");
        using (writer.Open($"public {Tensor} ComposeGradient({TorchRow} row)"))
        {
            var statements = new TorchStatements(writer, names);
            for (int i = 0; i < classes.GradientSweeps; i++)
                statements.WriteSums(i, classes.Sweeps[i]);
            Expr[] roots = [.. plan.Derivatives, .. classes.Gradient?.Scalars ?? EquatableArray<Expr>.Empty];
            // The locals of the loss serve the gradient as well: only those that it reaches are written.
            statements.WriteLocals(plan.LossLocals.Concat(plan.GradientLocals), roots);
            var arguments = new List<string> { $"byTarget: {statements.Text(plan.ByTarget)}", $"byOthers: {statements.Text(plan.ByOthers)}" };
            if (plan.ByMean is not null)
                arguments.Add($"byMean: {statements.Text(plan.ByMean)}");
            if (plan.ByEntropy is not null)
                arguments.Add($"byEntropy: {statements.Text(plan.ByEntropy)}");
            if (classes.Gradient is { } gradient)
            {
                statements.WriteClassFunction($"{Tensor} byClass = row.OfClass", gradient);
                arguments.Add("byClass: byClass");
            }
            writer.Lines($"return {Signature.Of("row.Gradient", arguments)};");
        }
    }

    private static void EmitMetrics(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        writer.Lines("/// <inheritdoc/>");
        using (writer.Open($"public {Tensor}[] ComposeMetrics({TorchRow} row)"))
        {
            var statements = new TorchStatements(writer, names);
            for (int i = 0; i < plan.Classes.LossSweeps; i++)
                statements.WriteSums(i, plan.Classes.Sweeps[i]);
            statements.WriteLocals(plan.MetricLocals, plan.Metrics);
            writer.Lines($"return [{string.Join(", ", plan.Metrics.Select(statements.Text))}];");
        }
        writer.BlankLine();
    }

    private static void EmitTransform(SourceWriter writer, string name, ClassFunction transform, int value, KernelNames names)
    {
        writer.Lines("/// <inheritdoc/>");
        using (writer.Open($"public {Tensor} {name}({TorchRow} row)"))
        {
            var statements = new TorchStatements(writer, names);
            statements.WriteLocals(transform.ScalarLocals, transform.Scalars);
            statements.WriteClassFunction("return row.OfAllClasses", transform with { Values = new([transform.Values[value]]) });
        }
        writer.BlankLine();
    }
}
