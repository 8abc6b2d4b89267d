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
    private const string ClassVector = "global::SparseLsr.Gen.ClassVector";
    private const string ReferenceType = "global::System.ReadOnlySpan<double>";

    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        LossModel model = plan.Model;
        writer.Lines(
            """
            /// <summary>The loss of one row by the method <c>Loss</c> itself, as plain C#: the scalar reference.</summary>
            /// <param name="logits">The row's logits, one for each class.</param>
            /// <param name="target">The row's class, in [0, C).</param>
            """);
        Parameters.Document(writer, model.OfRow, "One number for each class.");
        if (model.HasWeight)
            writer.Lines("/// <param name=\"weight\">A weight for each class; empty for weights of 1.</param>");
        writer.Lines("/// <exception cref=\"global::System.ArgumentException\">There are no logits, the target is not one of their classes, or what has a number for each class has not as many.</exception>");
        Parameters.DocumentRanges(writer, model);
        Member("EvaluateReference", "double", hasGradient: false, References(model), Reference(model));
        foreach (string type in (string[])["float", "double"])
        {
            writer.BlankLine();
            writer.Lines($"/// <summary>The loss of one row.</summary>\n/// <inheritdoc cref=\"EvaluateReference\"/>");
            Member("Evaluate", type, hasGradient: false, [], Call(plan, type, hasGradient: false));
            writer.BlankLine();
            writer.Lines(
                """
                /// <summary>The loss of one row and, in <paramref name="gradient"/>, its derivative by each logit: as many numbers.</summary>
                /// <inheritdoc cref="EvaluateReference"/>
                """);
            Member("EvaluateWithGradient", type, hasGradient: true, [], Call(plan, type, hasGradient: true));
        }

        static string Reference(LossModel model)
        {
            string Named(EquatableArray<string> names) =>
                string.Concat(names.Select(name => $", {Identifiers.Escape(name)}: {Value(name)}"));
            string Value(string name) =>
                OfClasses(model).Any(vector => vector.Name == name) ? ReferenceOf(name, model) : Identifiers.Escape(name);
            string transform = model.Transform is null ? string.Empty : $", c => Logit(c{Named(model.TransformArguments)})";
            return $"Loss(global::SparseLsr.Gen.Row.From(logits, target{transform}){Named(model.LossArguments)})";
        }

        void Member(string name, string type, bool hasGradient, IEnumerable<string> statements, string value)
        {
            var parameters = new List<string> { $"{ReferenceType.Replace("double", type)} logits", "int target" };
            if (hasGradient)
                parameters.Add($"global::System.Span<{type}> gradient");
            parameters.AddRange(Parameters.DeclareWithInputs(model, type));
            if (model.HasWeight)
                parameters.Add($"{Parameters.Span} weight = default");
            // Only the reference calls what the user wrote.
            if (name == "EvaluateReference" && model.IsObsoleteError)
                (statements, value) = ([ObsoleteCall.Declare(model, parameters, statements, value)], ObsoleteCall.Call(model));
            Parameters.WriteMember(
                writer, model, $"public static double {name}", parameters, Parameters.Checks(model).Concat(statements),
                model.HasErrors ? BrokenLoss.Throw : value);
        }
    }

    private static string Call(LossPlan plan, string type, bool hasGradient)
    {
        LossModel model = plan.Model;
        string classes = plan.HasClasses ? "Classes" : string.Empty;
        string withGradient = hasGradient ? "WithGradient" : string.Empty;
        string method = $"{Evaluation}.Evaluate{classes}{withGradient}<{type}, {KernelEmitter.Name(plan)}>";
        string[] given =
        [
            .. model.ClassVectors.Select((vector, i) => OfClasses(vector, "Vector", i)),
            .. model.ClassInputs.Select((input, i) => OfClasses(input, "ClassInput", i)),
            .. model.RowInputs.Select((input, i) => $"Number{i} = {Identifiers.Escape(input.Name)}"),
        ];
        string inputs = given.Length > 0 ? $", new() {{ {string.Join(", ", given)} }}" : string.Empty;
        string gradient = hasGradient ? ", gradient" : string.Empty;
        string call = $"{method}({KernelEmitter.Create(plan, "logits.Length")}, logits, target{gradient}{inputs})";
        return plan.Unweighted is { } unweighted ? $"weight.IsEmpty\n    ? {Call(unweighted, type, hasGradient)}\n    : {call}" : call;
    }

    private static string OfClasses(LossParameter parameter, string field, int place) =>
        $"{field}{place} = {Identifiers.Escape(parameter.Name)}, {field}Name{place} = \"{parameter.Name}\"";

    /// <summary>The class vectors and class inputs, which the declaration takes as the same type.</summary>
    private static IEnumerable<LossParameter> OfClasses(LossModel model) => model.ClassVectors.Concat(model.ClassInputs);

    /// <summary>They as the declaration takes them; a lambda cannot capture their spans.</summary>
    private static IEnumerable<string> References(LossModel model) => OfClasses(model).Select(vector =>
        $"{ClassVector} {ReferenceOf(vector.Name, model)} = {Reference(vector)};");

    private static string Reference(LossParameter vector)
    {
        string given = $"new {ClassVector}({Identifiers.Escape(vector.Name)}, logits.Length, \"{vector.Name}\")";
        return vector.Name == LossModel.WeightName ? $"weight.IsEmpty ? {ClassVector}.Ones(logits.Length) : {given}" : given;
    }

    /// <summary>A name for it that no parameter has.</summary>
    private static string ReferenceOf(string vector, LossModel model)
    {
        string name = vector + "Vector";
        while (model.Parameters.Any(parameter => parameter.Name == name))
            name = "_" + name;
        return name;
    }
}
