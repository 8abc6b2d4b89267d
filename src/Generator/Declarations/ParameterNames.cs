using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The names that a loss's own parameters cannot have, as each becomes a property and an argument.</summary>
internal sealed class ParameterNames(INamedTypeSymbol lossClass)
{
    private readonly Dictionary<string, string> _inherited = Inherited(lossClass);

    /// <summary>What has the name already, in words, or null.</summary>
    public string? FindOwner(string name)
    {
        if (name is "weight" or "ignore_index" or "reduction" or "inplace_gradient")
            return "an argument that every loss's constructor takes";
        if (name is "logits" or "target" or "gradient")
            return "an argument of the generated 'Evaluate' and 'EvaluateWithGradient'";
        if (name is "Math" or "Scalars" or "TorchMath")
            return "a type that generated code calls by this name";
        if (name == lossClass.Name)
            return "the class itself";
        if (KnownNames.IsGeneratedMember(name) || !lossClass.GetMembers(name).IsEmpty)
            return $"the class's own member '{name}'";
        return _inherited.TryGetValue(name, out string? owner) ? $"'{owner}.{name}', which every loss inherits" : null;
    }

    private static Dictionary<string, string> Inherited(INamedTypeSymbol lossClass)
    {
        var names = new Dictionary<string, string>();
        INamedTypeSymbol? type = FindBaseClass(lossClass);
        for (; type is not null; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member.CanBeReferencedByName && member.DeclaredAccessibility != Accessibility.Private && !names.ContainsKey(member.Name))
                    names.Add(member.Name, type.Name);
            }
        }
        return names;
    }

    private static INamedTypeSymbol? FindBaseClass(INamedTypeSymbol lossClass)
    {
        // The attribute's assembly is the runtime's, whichever assembly the loss is in.
        AttributeData? attribute = lossClass.GetAttributes().FirstOrDefault(
            attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.Attribute);
        return attribute?.AttributeClass?.ContainingAssembly.GetTypeByMetadataName(KnownNames.BaseClass);
    }
}
