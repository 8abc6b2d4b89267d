using System.Globalization;

namespace SparseLsr.Gen.Interactive;

/// <summary>A parameter of a loss, which <see cref="CompiledLoss.Create"/> takes by its name.</summary>
public sealed record LossParameter
{
    internal LossParameter(string name, LossParameterKind kind, double? defaultValue) => (Name, Kind, Default) = (name, kind, defaultValue);

    /// <summary>Its name in the declaration.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public LossParameterKind Kind { get; }

    /// <summary>What it is where it is not given; null where it has to be.</summary>
    public double? Default { get; }

    /// <summary>As it is declared, such as <c>[Learned] double w = 1</c>.</summary>
    public override string ToString()
    {
        string type = Kind switch
        {
            LossParameterKind.LearnedNumber => "[Learned] double",
            LossParameterKind.ClassVector => "ClassVector",
            _ => "double",
        };
        return Default is { } value ? string.Create(CultureInfo.InvariantCulture, $"{type} {Name} = {value}") : $"{type} {Name}";
    }
}
