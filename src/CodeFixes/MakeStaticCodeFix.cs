using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Makes the method <c>Loss</c> static.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeStaticCodeFix() : LossCodeFix(LossDiagnostics.LossNotStatic)
{
    private protected override Change? FindChange(Diagnostic diagnostic, SyntaxNode place, SemanticModel model)
    {
        // The same diagnostic says that the method is generic, which nothing mechanical cures.
        if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || method.Modifiers.Any(SyntaxKind.StaticKeyword))
            return null;
        return new Change($"Make '{method.Identifier.ValueText}' static", method, Modifiers.Append(method, SyntaxKind.StaticKeyword));
    }
}
