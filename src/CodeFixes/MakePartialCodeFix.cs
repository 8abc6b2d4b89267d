using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Makes a loss class, or a type around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakePartialCodeFix() : LossCodeFix(LossDiagnostics.NotPartial, LossDiagnostics.ContainingTypeNotPartial)
{
    private protected override Change? FindChange(Diagnostic diagnostic, SyntaxNode place, SemanticModel model)
    {
        if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type.Modifiers.Any(SyntaxKind.PartialKeyword))
            return null;
        // C# wants it to be the last of the modifiers.
        return new Change($"Make '{type.Identifier.ValueText}' partial", type, Modifiers.Append(type, SyntaxKind.PartialKeyword));
    }
}
