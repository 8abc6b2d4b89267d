using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Cpu;

/// <summary>The loss of one row of a span, which needs no libtorch.</summary>
internal static class SpanEmitter
{
    private const string Evaluation = "global::SparseLsr.Gen.Cpu.SpanEvaluation";

    public static void Emit(SourceWriter writer, LossPlan plan, KernelNames names)
    {
        LossModel model = plan.Model;
        string kernel = KernelEmitter.Create(plan, names, "logits.Length");
        string declared = Parameters.DeclareAll(model), passed = Parameters.PassAll(model);
        writer.Lines("/// <summary>The loss of one row by the method <c>Loss</c> itself, as plain C#: the scalar reference.</summary>");
        WriteDocumentation(writer, model, hasGradient: false);
        writer.Lines($"public static double EvaluateReference(global::System.ReadOnlySpan<double> logits, int target{declared}) =>");
        writer.Lines($"    {Value($"Loss(global::SparseLsr.Gen.Row.From(logits, target){passed})")};");
        foreach (string type in (string[])["float", "double"])
        {
            writer.BlankLine();
            writer.Lines("/// <summary>The loss of one row.</summary>");
            WriteDocumentation(writer, model, hasGradient: false);
            writer.Lines($"public static double Evaluate(global::System.ReadOnlySpan<{type}> logits, int target{declared}) =>");
            writer.Lines($"    {Value($"{Evaluation}.Evaluate<{type}, Kernel>({kernel}, logits, target)")};");
            writer.BlankLine();
            writer.Lines("/// <summary>The loss of one row and its gradient.</summary>");
            WriteDocumentation(writer, model, hasGradient: true);
            writer.Lines($"public static double EvaluateWithGradient(global::System.ReadOnlySpan<{type}> logits, int target, global::System.Span<{type}> gradient{declared}) =>");
            writer.Lines($"    {Value($"{Evaluation}.EvaluateWithGradient<{type}, Kernel>({kernel}, logits, target, gradient)")};");
        }

        string Value(string call) => model.HasErrors ? BrokenLoss.Throw : call;
    }

    private static void WriteDocumentation(SourceWriter writer, LossModel model, bool hasGradient)
    {
        writer.Lines("/// <param name=\"logits\">The row's logits, one for each class.</param>");
        writer.Lines("/// <param name=\"target\">The row's class, in [0, C).</param>");
        if (hasGradient)
            writer.Lines("/// <param name=\"gradient\">Receives the loss's derivative by each logit; as long as the logits.</param>");
        foreach (LossParameter parameter in model.Parameters)
            writer.Lines($"/// <param name=\"{parameter.Name}\">As in the constructor.</param>");
        writer.Lines("/// <exception cref=\"global::System.ArgumentException\">The logits, the target or the gradient do not fit together.</exception>");
    }
}
