using SparseLsr.Gen.Generator.Emitters.Kernels;
using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>The torch module: constructor, parameters as properties, and the binding of the kernel for a call.</summary>
internal static class ModuleEmitter
{
    private static readonly string[] TorchParameters =
    [
        "global::TorchSharp.torch.Tensor? weight = null",
        "long? ignore_index = null",
        "global::TorchSharp.torch.nn.Reduction reduction = global::TorchSharp.torch.nn.Reduction.Mean",
        "bool inplace_gradient = false",
    ];

    public static void Emit(SourceWriter writer, LossModel model)
    {
        writer.Lines("/// <summary>Creates the loss as a torch module.</summary>");
        Parameters.Document(writer, model.Own, "One number for each class, shape (C), of a floating-point dtype.");
        writer.Lines(
            """
            /// <param name="weight">A weight for each class, shape (C), of the logits' dtype; null for weights of 1.</param>
            /// <param name="ignore_index">The target whose rows are ignored; null for -100.</param>
            /// <param name="reduction">How the losses of the rows become one.</param>
            /// <param name="inplace_gradient">Whether the gradient takes the logits' place in memory, which loses them.</param>
            /// <exception cref="global::System.ArgumentException">A parameter is NaN, or the weight or a class vector is no vector of floating-point numbers.</exception>
            """);
        Parameters.DocumentRanges(writer, model);
        writer.Lines(Attributes.NotCovered);
        writer.Lines(Signature.Of(
            $"public {Identifiers.Escape(model.ClassName)}", [.. Parameters.Declare(model.Own, Parameters.Tensor), .. TorchParameters]));
        using (writer.Open("    : base(weight, ignore_index, reduction, inplace_gradient)"))
        {
            foreach (LossParameter vector in model.OwnClassVectors)
                writer.Lines($"AddClassVector({Identifiers.Escape(vector.Name)}, \"{vector.Name}\");");
            foreach (LossParameter input in model.Inputs)
                writer.Lines($"AddInput(\"{input.Name}\", isOfClasses: {(input.Kind == ParameterKind.ClassInput ? "true" : "false")});");
            foreach (LossParameter learned in model.Learned)
                writer.Lines($"AddLearned({Parameters.Check(learned, Identifiers.Escape(learned.Name))}, \"{learned.Name}\");");
            foreach (LossParameter parameter in model.Numbers)
                writer.Lines($"this.{Identifiers.Escape(parameter.Name)} = {Identifiers.Escape(parameter.Name)};");
        }
        int place = 0;
        foreach (LossParameter vector in model.OwnClassVectors)
        {
            writer.BlankLine();
            string summary = $"{Parameters.Describe(vector)} It shares the memory of the tensor given until the module is moved.";
            writer.Lines($"/// <summary>{summary}</summary>");
            writer.Lines(Attributes.NotCovered);
            writer.Lines($"public {Parameters.Tensor} {Identifiers.Escape(vector.Name)} => ClassVector({place++});");
        }
        foreach (LossParameter learned in model.Learned)
        {
            writer.BlankLine();
            writer.Lines($"/// <summary>{Parameters.Describe(learned)} Learned: a parameter of the module, of shape ().</summary>");
            writer.Lines(Attributes.NotCovered);
            using (writer.Open($"public global::TorchSharp.Modules.Parameter {Identifiers.Escape(learned.Name)}"))
            {
                writer.Lines($"get => Learned(\"{learned.Name}\");");
                writer.Lines("// TorchSharp sets it when it moves the module.");
                writer.Lines($"private set => SetLearned(value, \"{learned.Name}\");");
            }
        }
        var fields = new PropertyFields(model);
        foreach (LossParameter parameter in model.Numbers)
        {
            writer.BlankLine();
            writer.Lines($"/// <summary>{Parameters.Describe(parameter)}</summary>");
            writer.Lines(parameter.Range is { } range
                ? $"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The value is not in {range}.</exception>"
                : "/// <exception cref=\"global::System.ArgumentException\">The value is NaN.</exception>");
            writer.Lines(Attributes.NotCovered);
            using (writer.Open($"public double {Identifiers.Escape(parameter.Name)}"))
            {
                writer.Lines($"get => {fields.Of(parameter)};");
                writer.Lines($"set => {fields.Of(parameter)} = {Parameters.Check(parameter, "value")};");
            }
            writer.BlankLine();
            writer.Lines($"private double {fields.Of(parameter)};");
        }
    }

    /// <summary>The forward of a loss with inputs of a row, for their names.</summary>
    public static void EmitForward(SourceWriter writer, LossModel model)
    {
        const string OfClasses = "A number for each class of each row, in the shape of the logits, of their dtype or of float32.";
        writer.BlankLine();
        writer.Lines(
            """
            /// <inheritdoc/>
            /// <param name="logits">The logits.</param>
            /// <param name="targets">The class of each row.</param>
            """);
        Parameters.Document(
            writer, model.Inputs, OfClasses, "A number for each row, in the shape of the targets, of the logits' dtype or of float32.");
        writer.Lines(Attributes.NotCovered);
        string[] names = ["logits", "targets", .. model.Inputs.Select(input => Identifiers.Escape(input.Name))];
        writer.Lines(Signature.Of(
            $"public override {Parameters.Tensor} forward", [.. names.Select(name => $"{Parameters.Tensor} {name}")], " =>"));
        writer.Lines($"    {(model.HasErrors ? BrokenLoss.Throw : $"base.forward({string.Join(", ", names)})")};");
    }

    /// <summary>The forward that returns the metrics as well, and the class that has these.</summary>
    public static void EmitMetrics(SourceWriter writer, LossModel model)
    {
        string[] arguments = ["logits", "targets", .. model.Inputs.Select(input => Identifiers.Escape(input.Name))];
        string values = string.Join(", ", Enumerable.Range(0, model.Metrics.Count + 1).Select(i => $"metrics[{i}]"));
        writer.BlankLine();
        writer.Lines("/// <summary>The loss, and the metrics of each row, which have no gradient.</summary>");
        writer.Lines("/// <inheritdoc cref=\"forward\"/>");
        writer.Lines(Attributes.NotCovered);
        string[] declared = [.. arguments.Select(name => $"{Parameters.Tensor} {name}")];
        using (writer.Open(Signature.Of($"public ({Parameters.Tensor} loss, Metrics metrics) forward_with_metrics", declared)))
        {
            if (model.HasErrors)
            {
                writer.Lines($"{BrokenLoss.Throw};");
            }
            else
            {
                string call = $"ForwardWithMetrics({string.Join(", ", arguments)})";
                writer.Lines($"({Parameters.Tensor} loss, {Parameters.Tensor}[] metrics) = {call};");
                writer.Lines($"return (loss, new Metrics({values}));");
            }
        }
        EmitLinearMetrics(writer, model, values);
        writer.BlankLine();
        writer.Lines("/// <summary>The metrics of a batch, in the shape of its targets: float32, for logits of float64 float64.</summary>");
        foreach (LossMetric metric in model.Metrics)
        {
            string description = metric.Description.Length > 0 ? XmlText.Escape(metric.Description) : $"The metric <c>{metric.Name}</c>.";
            writer.Lines($"/// <param name=\"{metric.Name}\">{description} 0 for ignored rows.</param>");
        }
        writer.Lines("/// <param name=\"Count\">The number of rows that are not ignored, int64, of shape ().</param>");
        writer.Lines(Attributes.NotCovered);
        IEnumerable<string> members = model.Metrics.Select(metric => metric.Name).Append("Count");
        writer.Lines(Signature.Of(
            "public sealed record Metrics", [.. members.Select(name => $"{Parameters.Tensor} {Identifiers.Escape(name)}")], ";"));
    }

    /// <summary>The same for the logits of a linear layer. Inputs have no names of their own there, which could be those of its tensors.</summary>
    private static void EmitLinearMetrics(SourceWriter writer, LossModel model, string values)
    {
        string[] inputs = [.. model.Inputs.Select((_, i) => $"input{i + 1}")];
        string[] declared =
        [
            $"{Parameters.Tensor} input", $"{Parameters.Tensor} linear_weight", $"{Parameters.Tensor} targets",
            $"{Parameters.Tensor}? linear_bias{(inputs.Length == 0 ? " = null" : string.Empty)}",
            .. inputs.Select(name => $"{Parameters.Tensor} {name}"), "long? chunk_rows = null",
        ];
        writer.BlankLine();
        writer.Lines("/// <summary>The loss of the logits that a linear layer would give, and the metrics of each row.</summary>");
        writer.Lines("/// <inheritdoc cref=\"forward_linear\"/>");
        writer.Lines(Attributes.NotCovered);
        using (writer.Open(Signature.Of($"public ({Parameters.Tensor} loss, Metrics metrics) forward_linear_with_metrics", declared)))
        {
            if (model.HasErrors)
            {
                writer.Lines($"{BrokenLoss.Throw};");
                return;
            }
            string[] arguments = ["input", "linear_weight", "targets", "linear_bias", "chunk_rows", .. inputs];
            writer.Lines(
                $"({Parameters.Tensor} loss, {Parameters.Tensor}[] metrics) = ForwardLinearWithMetrics({string.Join(", ", arguments)});");
            writer.Lines($"return (loss, new Metrics({values}));");
        }
    }

    public static void EmitBind(SourceWriter writer, LossPlan plan)
    {
        EmitBind(writer, plan, "Bind");
        if (plan.WithMetrics is not { } withMetrics)
            return;
        writer.BlankLine();
        EmitBind(writer, withMetrics, "BindWithMetrics");
    }

    private static void EmitBind(SourceWriter writer, LossPlan plan, string name)
    {
        writer.Lines("/// <inheritdoc/>");
        writer.Lines(Attributes.NotCovered);
        writer.Lines($"protected override global::SparseLsr.Gen.CompilerServices.BoundLoss {name}(double classes) =>");
        string bound = KernelEmitter.BindWithWeight(plan, "classes", isOfModule: true);
        writer.Lines($"    {(plan.Model.HasErrors ? BrokenLoss.Throw : bound)};".Replace("\n", "\n    "));
    }
}
