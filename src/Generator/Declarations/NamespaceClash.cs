using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Finds a type <c>SparseLsr</c> in the global namespace. Such a type hides the attribute too, so that nothing would be
/// generated and nothing said: it is looked for by name, whether or not it is a loss.
/// </summary>
internal static class NamespaceClash
{
    public static bool IsClash(SyntaxNode node) =>
        node is BaseTypeDeclarationSyntax { Identifier.ValueText: KnownNames.RootNamespace, Parent: CompilationUnitSyntax };

    public static DiagnosticInfo Describe(SyntaxNode node) => new(
        LossDiagnostics.NamespaceHidden,
        LocationInfo.From(((BaseTypeDeclarationSyntax)node).Identifier.GetLocation()),
        EquatableArray<string>.Empty);
}
