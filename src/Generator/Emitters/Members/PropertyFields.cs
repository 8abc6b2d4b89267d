using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Emitters.Members;

/// <summary>
/// The fields behind the properties: the names of the parameters after underscores, as many as make each a new name in the class. The
/// keyword <c>field</c> is not used: it needs C# 14, and the compiler warns of it where a member is called so.
/// </summary>
internal sealed class PropertyFields
{
    private readonly Dictionary<string, string> _names = [];

    public PropertyFields(LossModel model)
    {
        HashSet<string> taken = [.. model.UnderscoreNames, .. model.Parameters.Select(parameter => parameter.Name)];
        foreach (LossParameter parameter in model.Parameters)
        {
            string name = "_" + parameter.Name;
            while (!taken.Add(name))
                name = "_" + name;
            _names[parameter.Name] = name;
        }
    }

    public string Of(LossParameter parameter) => _names[parameter.Name];
}
