using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Finds methods that the compiler lets only obsolete code call.</summary>
internal static class ObsoleteError
{
    /// <summary>Whether a method has <c>[Obsolete(message, error: true)]</c>.</summary>
    public static bool IsOn(IMethodSymbol method) => method.GetAttributes().Any(attribute =>
        attribute.AttributeClass is
        {
            Name: nameof(ObsoleteAttribute),
            ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true },
        }
        && attribute.ConstructorArguments.Any(argument => argument.Value is true));
}
