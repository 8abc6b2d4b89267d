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

    /// <summary>Documents them as the constructor does.</summary>
    public static void Document(SourceWriter writer, LossModel model)
    {
        foreach (LossParameter parameter in model.Parameters)
            writer.Lines($"/// <param name=\"{parameter.Name}\">{Describe(parameter)}</param>");
    }

    /// <summary>What a parameter is.</summary>
    public static string Describe(LossParameter parameter) =>
        parameter.Description.Length > 0 ? XmlText.Escape(parameter.Description) : $"The loss's parameter <c>{parameter.Name}</c>.";
}
