using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Emitters.Kernels;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>The loss of one row of a span, which needs no libtorch.</summary>
internal static class SpanEmitter
{
    private const string Evaluation = "global::SparseLsr.Gen.CompilerServices.SpanEvaluation";
    private const string ReferenceType = "global::System.ReadOnlySpan<double>";

    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        LossModel model = plan.Model;
        string classes = plan.HasClasses ? "Classes" : string.Empty;
        string kernel = KernelEmitter.Create(plan, "logits.Length");
        writer.Lines(
            """
            /// <summary>The loss of one row by the method <c>Loss</c> itself, as plain C#: the scalar reference.</summary>
            /// <param name="logits">The row's logits, one for each class.</param>
            /// <param name="target">The row's class, in [0, C).</param>
            """);
        Parameters.Document(writer, model);
        writer.Lines("/// <exception cref=\"global::System.ArgumentException\">There are no logits, or the target is not one of their classes.</exception>");
        Parameters.DocumentRanges(writer, model);
        Member("EvaluateReference", "double", hasGradient: false, Reference(model));
        foreach (string type in (string[])["float", "double"])
        {
            writer.BlankLine();
            writer.Lines($"/// <summary>The loss of one row.</summary>\n/// <inheritdoc cref=\"EvaluateReference\"/>");
            Member("Evaluate", type, hasGradient: false, $"{Evaluation}.Evaluate{classes}<{type}, Kernel>({kernel}, logits, target)");
            writer.BlankLine();
            writer.Lines(
                """
                /// <summary>The loss of one row and, in <paramref name="gradient"/>, its derivative by each logit: as many numbers.</summary>
                /// <inheritdoc cref="EvaluateReference"/>
                """);
            string call = $"{Evaluation}.Evaluate{classes}WithGradient<{type}, Kernel>({kernel}, logits, target, gradient)";
            Member("EvaluateWithGradient", type, hasGradient: true, call);
        }

        static string Reference(LossModel model)
        {
            string Named(EquatableArray<string> names) =>
                string.Concat(names.Select(name => $", {Identifiers.Escape(name)}: {Identifiers.Escape(name)}"));
            string transform = model.Transform is null ? string.Empty : $", c => Logit(c{Named(model.TransformArguments)})";
            return $"Loss(global::SparseLsr.Gen.Row.From(logits, target{transform}){Named(model.LossArguments)})";
        }

        void Member(string name, string type, bool hasGradient, string value)
        {
            var parameters = new List<string> { $"{ReferenceType.Replace("double", type)} logits", "int target" };
            if (hasGradient)
                parameters.Add($"global::System.Span<{type}> gradient");
            parameters.AddRange(Parameters.DeclareAll(model));
            Parameters.WriteMember(writer, model, $"public static double {name}", parameters, model.HasErrors ? BrokenLoss.Throw : value);
        }
    }
}
