using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The names that a loss's own parameters cannot have, because each becomes a property and an argument.</summary>
internal sealed class ParameterNames(INamedTypeSymbol lossClass)
{
    private readonly INamedTypeSymbol?[] _baseClasses = [FindBaseClass(lossClass, inputs: 0), FindBaseClass(lossClass, inputs: 1)];

    /// <summary>A description of the member or argument that has the name already, or null.</summary>
    public string? FindOwner(string name)
    {
        if (name is "weight" or "ignore_index" or "reduction" or "inplace_gradient")
            return "an argument that every loss's constructor takes";
        if (name is "logits" or "target" or "gradient")
            return "an argument of the generated 'Evaluate' and 'EvaluateWithGradient'";
        if (name is "targets")
            return "an argument of the generated 'forward'";
        if (name is "accelerator")
            return "an argument of the generated 'CreateGpuLoss'";
        if (KnownNames.Helpers.Contains(name))
            return "a type that generated code calls by this name";
        if (name == lossClass.Name)
            return "the class itself";
        if (KnownNames.IsGeneratedMember(name) || !lossClass.GetMembers(name).IsEmpty)
            return $"the class's own member '{name}'";
        INamedTypeSymbol? inherited = _baseClasses.Select(type => FindInherited(type, name)).FirstOrDefault(type => type is not null);
        return inherited is { } owner ? $"'{owner.Name}.{name}', which every loss inherits" : null;
    }

    /// <summary>The type from which a loss inherits a member of the name, or null.</summary>
    private static INamedTypeSymbol? FindInherited(INamedTypeSymbol? type, string name)
    {
        while (type is not null && !type.GetMembers(name).Any(IsVisible))
            type = type.BaseType;
        return type;

        static bool IsVisible(ISymbol member) => member.CanBeReferencedByName && member.DeclaredAccessibility != Accessibility.Private;
    }

    private static INamedTypeSymbol? FindBaseClass(INamedTypeSymbol lossClass, int inputs)
    {
        // The attribute's assembly is the runtime's, whichever assembly the loss is in.
        AttributeData? attribute = lossClass.GetAttributes().FirstOrDefault(attribute => KnownNames.IsAttribute(attribute.AttributeClass));
        string name = $"{KnownNames.RuntimeNamespace}.{LossModel.BaseClassFor(inputs)}";
        return attribute?.AttributeClass?.ContainingAssembly.GetTypeByMetadataName(name);
    }
}
