using Microsoft.CodeAnalysis;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Whether a name by which generated code calls its helpers means something else inside a class: a member of it or of a type
/// around it, a type or namespace in a namespace around it, or a global alias.
/// </summary>
internal static class NameClash
{
    public static bool Exists(INamedTypeSymbol lossClass, Compilation compilation, CancellationToken cancellation)
    {
        var fingerprint = CompilationFingerprint.Of(compilation, cancellation);
        return KnownNames.Helpers.Any(
            name => IsMember(lossClass, name) || IsInNamespace(lossClass, name, compilation) || fingerprint.HasGlobalAlias(name));
    }

    private static bool IsMember(INamedTypeSymbol lossClass, string name)
    {
        for (INamedTypeSymbol? outer = lossClass; outer is not null; outer = outer.ContainingType)
        {
            for (INamedTypeSymbol? type = outer; type is not null; type = type.BaseType)
            {
                if (!type.GetMembers(name).IsEmpty)
                    return true;
            }
        }
        return false;
    }

    private static bool IsInNamespace(INamedTypeSymbol lossClass, string name, Compilation compilation)
    {
        // The namespace symbol of the class has only the members of its assembly; the compilation's has those of all references.
        INamespaceSymbol? space = compilation.GetCompilationNamespace(lossClass.ContainingNamespace);
        for (; space is not null; space = space.ContainingNamespace)
        {
            if (space.GetMembers(name).Any())
                return true;
        }
        return false;
    }
}
