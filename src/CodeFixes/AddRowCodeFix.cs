using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Simplification;
using SparseLsr.Gen.Generator.Declarations;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Puts the row first among the parameters of <c>Loss</c>: one that stands elsewhere, or a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddRowCodeFix() : LossCodeFix(LossDiagnostics.FirstParameterNotRow)
{
    private const string Name = "row";

    private protected override Change? FindChange(Diagnostic diagnostic, SyntaxNode place, SemanticModel model)
    {
        if (place.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.ParameterList is not { } list)
            return null;
        SeparatedSyntaxList<ParameterSyntax> parameters = list.Parameters;
        ParameterSyntax? row = parameters.FirstOrDefault(parameter => KnownNames.IsRow(model.GetDeclaredSymbol(parameter)?.Type));
        if (row is null)
        {
            return parameters.Any(parameter => parameter.Identifier.ValueText == Name)
                ? null
                : new Change("Add the parameter 'Row row'", list, list.WithParameters(parameters.Insert(0, CreateRow())));
        }

        // By value: 'in', 'ref' and the like go.
        ParameterSyntax plain = row.WithModifiers(default).WithLeadingTrivia();
        return parameters[0] == row
            ? new Change("Pass the row by value", row, plain.WithTriviaFrom(row))
            : new Change("Put the row first", list, list.WithParameters(parameters.Remove(row).Insert(0, plain)));
    }

    private static ParameterSyntax CreateRow() => SyntaxFactory.Parameter(SyntaxFactory.Identifier(Name)).WithType(
        SyntaxFactory.ParseTypeName("global::SparseLsr.Gen.Row ").WithAdditionalAnnotations(Simplifier.Annotation));
}
