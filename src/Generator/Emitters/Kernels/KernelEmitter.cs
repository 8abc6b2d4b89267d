using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;
using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Generator.Emitters.Kernels;

/// <summary>The nested kernel: the constants of a call, the loss as a function of a row's statistics, and its composed form.</summary>
internal static class KernelEmitter
{
    private const string Services = "global::SparseLsr.Gen.CompilerServices.";

    public static void Emit(SourceWriter writer, LossPlan plan)
    {
        var names = new KernelNames(plan);
        var fields = new KernelFields(plan);
        string which = plan.Model.HasWeight ? " and weights" : string.Empty;
        string what = plan.Model.IsDirectional ? "derivative of the loss in a direction, itself a loss,"
            : plan.Metrics.Count > 0 ? "loss, with its metrics," : "loss";
        writer.Lines($"/// <summary>The {what} for given parameters{which} and a given number of classes.</summary>");
        writer.Lines(Attributes.NotCovered);
        string[] lines = Fields(plan, names, fields).ToArray();
        IEnumerable<string> parameters = fields.Parameters.Select(parameter => Identifiers.Escape(parameter.Name));
        if (fields.UsesClasses)
            parameters = parameters.Prepend(names.ClassesParameter);
        // A struct whose fields have values needs a constructor, also where nothing is passed to it.
        string constructor = lines.Length == 0 ? string.Empty : $"({string.Join(", ", parameters.Select(name => "double " + name))})";
        string implemented = Services + (plan.HasClasses ? "IClassLoss" : "IRowLoss");
        // What follows a second derivative is composed from the loss itself.
        if (!plan.Model.IsDirectional)
            implemented += $", {Services}IComposedLoss";
        using (writer.Open($"private readonly struct {Name(plan)}{constructor}\n    : {implemented}"))
        {
            if (lines.Length > 0)
            {
                writer.Lines("// The same for every row, computed once per call.");
                foreach (string line in lines)
                    writer.Lines(line);
                writer.BlankLine();
            }
            Flag("RequiresTwoClasses", plan.Derivation.RequiresTwoClasses);
            Flag("UsesMean", plan.UsesMean);
            Flag("UsesEntropy", plan.UsesEntropy);
            if (plan.HasClasses)
                ClassEmitter.Emit(writer, plan, names, fields);
            if (plan.HasClasses)
                EvaluateEmitter.EmitMetrics(writer, plan, names, fields);
            EvaluateEmitter.Emit(writer, plan, names, fields);
            if (plan.Model.IsDirectional)
                return;
            writer.BlankLine();
            ComposedEmitter.Emit(writer, plan, names);
        }

        void Flag(string name, bool value)
        {
            writer.Lines("/// <inheritdoc/>");
            writer.Lines($"public static bool {name} => {(value ? "true" : "false")};");
            writer.BlankLine();
        }
    }

    /// <summary>
    /// The expression that makes the kernel for a number of classes and the loss's parameters, as they are called where it stands.
    /// </summary>
    public static string Create(LossPlan plan, string classes, string parameterPrefix = "")
    {
        var fields = new KernelFields(plan);
        IEnumerable<string> arguments = fields.Parameters.Select(parameter => parameterPrefix + Identifiers.Escape(parameter.Name));
        return $"new {Name(plan)}({string.Join(", ", fields.UsesClasses ? arguments.Prepend(classes) : arguments)})";
    }

    /// <summary>The expression that binds the kernel for a call: of a loss with a weight, that of the weight given.</summary>
    public static string BindWithWeight(LossPlan plan, string classes, bool isOfModule)
    {
        string bound = Bind(plan, classes, isOfModule);
        return plan.Unweighted is { } unweighted ? $"weight is null\n    ? {Bind(unweighted, classes, isOfModule)}\n    : {bound}" : bound;
    }

    /// <summary>The same of one kernel, with that of its derivative where there can be a second backward: of a module.</summary>
    private static string Bind(LossPlan plan, string classes, bool isOfModule)
    {
        string parameterPrefix = isOfModule ? "this." : string.Empty;
        string directional = isOfModule && plan.Directional is { } derivative
            ? $",\n    {Bind(derivative, classes, isOfModule)}"
            : string.Empty;
        string bound = plan.HasClasses ? "BoundClassLoss" : "BoundLoss";
        return $"new {Services}{bound}<{Name(plan)}>({Create(plan, classes, parameterPrefix)}{directional})";
    }

    /// <summary>
    /// What the kernel is called; a loss with a weight has a second one without, and those with metrics and of directions too.
    /// </summary>
    public static string Name(LossPlan plan) =>
        $"{(plan.Model.HasWeight ? "Weighted" : string.Empty)}{(plan.Metrics.Count > 0 ? "Metric" : string.Empty)}"
        + $"{(plan.Model.IsDirectional ? "Directional" : string.Empty)}Kernel";

    private static IEnumerable<string> Fields(LossPlan plan, KernelNames names, KernelFields fields)
    {
        var notation = new ConstructorNotation(names);
        foreach (Expr value in fields.Values)
        {
            string text = ExprPrinter.Print(value, notation);
            // On a GPU the kernel is passed as its bytes, and a bool has no size that both sides agree on.
            yield return $"private readonly double {names.Field(value)} = {(KernelNames.IsCondition(value) ? $"{text} ? 1.0 : 0.0" : text)};";
        }
    }
}
