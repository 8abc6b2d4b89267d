using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>A loss's own parameters in the signatures of generated members.</summary>
internal static class Parameters
{
    /// <summary>The type of a class vector where a torch module is made.</summary>
    public const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>Where the loss is evaluated in spans.</summary>
    public const string Span = "global::System.ReadOnlySpan<double>";

    /// <summary>Where a loss of a GPU is made.</summary>
    public const string Array = "double[]";

    private const string ParameterRange = "global::SparseLsr.Gen.CompilerServices.ParameterRange";

    /// <summary>What something is made with but the weight.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="vector">The type of class vectors.</param>
    public static IEnumerable<string> Declare(IEnumerable<LossParameter> parameters, string vector) =>
        parameters.Select(parameter => Declare(parameter, vector, string.Empty));

    /// <summary>All but the weight where one row is at hand, its inputs among them.</summary>
    /// <param name="model">The loss.</param>
    /// <param name="type">The type of the row's numbers.</param>
    public static IEnumerable<string> DeclareWithInputs(LossModel model, string type) => model.OfRow
        .Select(parameter => Declare(parameter, Span, Span.Replace("double", type)));

    private static string Declare(LossParameter parameter, string vector, string classInput)
    {
        string name = Identifiers.Escape(parameter.Name);
        return parameter.Kind switch
        {
            ParameterKind.ClassVector => $"{vector} {name}",
            ParameterKind.ClassInput => $"{classInput} {name}",
            _ when parameter.Default is { } value => $"double {name} = {Literals.Double(value)}",
            _ => $"double {name}",
        };
    }

    /// <summary>The statements that check arguments before anything is computed; a learned number may have become any.</summary>
    public static IEnumerable<string> Checks(LossModel model) => model.Numbers
        .Where(parameter => parameter.Range is not null)
        .Select(parameter => $"{Check(parameter, Identifiers.Escape(parameter.Name))};");

    /// <summary>Writes a member that returns a value, after some statements.</summary>
    public static void WriteMember(
        SourceWriter writer, LossModel model, string name, IReadOnlyList<string> parameters, IEnumerable<string> before, string value)
    {
        writer.Lines(Attributes.NotCovered);
        string[] statements = model.HasErrors ? [] : [.. before];
        if (statements.Length == 0)
        {
            writer.Lines(Signature.Of(name, parameters, " =>"));
            writer.Lines($"    {value};".Replace("\n", "\n    "));
            return;
        }
        using (writer.Open(Signature.Of(name, parameters)))
        {
            foreach (string statement in statements)
                writer.Lines(statement);
            writer.Lines($"return {value};");
        }
    }

    /// <summary>The value of a parameter that can be stored.</summary>
    public static string Check(LossParameter parameter, string value)
    {
        if (parameter.Range is not { } range)
            return $"{ParameterRange}.Check({value}, \"{parameter.Name}\")";
        string bounds = $"{Literals.Double(range.Minimum)}, {Literals.Double(range.Maximum)}"
            + (range.IsMinimumExclusive ? ", minimumIsExclusive: true" : string.Empty)
            + (range.IsMaximumExclusive ? ", maximumIsExclusive: true" : string.Empty);
        return $"{ParameterRange}.Check({value}, \"{parameter.Name}\", {bounds})";
    }

    /// <summary>Documents the exception for values that are not in their ranges.</summary>
    public static void DocumentRanges(SourceWriter writer, LossModel model)
    {
        if (model.Parameters.Any(parameter => parameter.Range is not null))
            writer.Lines("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A parameter is not in its range.</exception>");
    }

    /// <summary>Documents some of them.</summary>
    /// <param name="writer">Receives the lines.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="vector">What is said of one that has a number for each class.</param>
    /// <param name="number">What is said of a number that comes with the row.</param>
    public static void Document(SourceWriter writer, IEnumerable<LossParameter> parameters, string vector, string number = "")
    {
        foreach (LossParameter parameter in parameters)
        {
            string more = parameter.Kind switch
            {
                ParameterKind.ClassVector or ParameterKind.ClassInput => vector,
                ParameterKind.RowInput => number,
                _ => string.Empty,
            };
            writer.Lines($"/// <param name=\"{parameter.Name}\">{$"{Describe(parameter)} {more}".TrimEnd()}</param>");
        }
    }

    /// <summary>What a parameter is, and the values that it can have.</summary>
    public static string Describe(LossParameter parameter)
    {
        string text = parameter.Description.Length > 0
            ? XmlText.Escape(parameter.Description)
            : $"The loss's parameter <c>{parameter.Name}</c>.";
        return parameter.Range is null ? text : $"{text} Its range is {parameter.Range}.";
    }
}
