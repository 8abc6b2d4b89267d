using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>A loss's own parameters in the signatures of generated members.</summary>
internal static class Parameters
{
    public static string Declare(LossParameter parameter)
    {
        string name = $"double {Identifiers.Escape(parameter.Name)}";
        return parameter.Default is { } value ? $"{name} = {Literals.Double(value)}" : name;
    }

    /// <summary>All of them, each after a comma.</summary>
    public static string DeclareAll(LossModel model) => string.Concat(model.Parameters.Select(parameter => ", " + Declare(parameter)));

    /// <summary>All of them as arguments, each after a comma.</summary>
    public static string PassAll(LossModel model) => string.Concat(model.Parameters.Select(parameter => ", " + Identifiers.Escape(parameter.Name)));
}
