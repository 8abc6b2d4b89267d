using SparseLsr.Gen.Generator.Emitters.Text;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>A loss's own parameters in the signatures of generated members.</summary>
internal static class Parameters
{
    public static string Declare(LossParameter parameter)
    {
        string name = $"double {Identifiers.Escape(parameter.Name)}";
        return parameter.Default is { } value ? $"{name} = {Literals.Double(value)}" : name;
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<string> DeclareAll(LossModel model) => model.Parameters.Select(Declare);

    /// <summary>All of them as arguments, each after a comma.</summary>
    public static string PassAll(LossModel model) => string.Concat(model.Parameters.Select(parameter => ", " + Identifiers.Escape(parameter.Name)));

    /// <summary>Writes a member that returns a value, after the arguments have been checked where they have ranges.</summary>
    public static void WriteMember(SourceWriter writer, LossModel model, string name, IReadOnlyList<string> parameters, string value)
    {
        LossParameter[] checkedFirst = model.HasErrors ? [] : [.. model.Parameters.Where(parameter => parameter.Range is not null)];
        if (checkedFirst.Length == 0)
        {
            writer.Lines(Signature.Of(name, parameters, " =>"));
            writer.Lines($"    {value};".Replace("\n", "\n    "));
            return;
        }
        using (writer.Open(Signature.Of(name, parameters)))
        {
            foreach (LossParameter parameter in checkedFirst)
                writer.Lines($"{Check(parameter, Identifiers.Escape(parameter.Name))};");
            writer.Lines($"return {value};");
        }
    }

    /// <summary>The value of a parameter that can be stored.</summary>
    public static string Check(LossParameter parameter, string value)
    {
        if (parameter.Range is not { } range)
            return $"NotNaN({value})";
        string bounds = $"{Literals.Double(range.Minimum)}, {Literals.Double(range.Maximum)}"
            + (range.IsMinimumExclusive ? ", minimumIsExclusive: true" : string.Empty)
            + (range.IsMaximumExclusive ? ", maximumIsExclusive: true" : string.Empty);
        return $"global::SparseLsr.Gen.CompilerServices.ParameterRange.Check({value}, \"{parameter.Name}\", {bounds})";
    }

    /// <summary>Documents the exception for values that are not in their ranges.</summary>
    public static void DocumentRanges(SourceWriter writer, LossModel model)
    {
        if (model.Parameters.Any(parameter => parameter.Range is not null))
            writer.Lines("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A parameter is not in its range.</exception>");
    }

    /// <summary>Documents them as the constructor does.</summary>
    public static void Document(SourceWriter writer, LossModel model)
    {
        foreach (LossParameter parameter in model.Parameters)
            writer.Lines($"/// <param name=\"{parameter.Name}\">{Describe(parameter)}</param>");
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
