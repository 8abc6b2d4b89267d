using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Writes in <c>double</c> what was written in another type of number: functions, literals, locals, parameters, the result.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UseDoubleCodeFix() : LossCodeFix(
    LossDiagnostics.LossReturnType, LossDiagnostics.UnsupportedParameter, LossDiagnostics.SinglePrecisionFunction, LossDiagnostics.UnsupportedType)
{
    private protected override Change? FindChange(Diagnostic diagnostic, SyntaxNode place, SemanticModel model)
    {
        if (diagnostic.Id == LossDiagnostics.SinglePrecisionFunction.Id)
            return FindRewritten(place, model, "Use the function of 'double'");
        if (place is ParameterSyntax { Type: { } type } parameter)
            return IsNumber(type) ? new Change("Take a 'double'", parameter, Rewrite(parameter, model).WithType(Double(type))) : null;
        if (place.Parent is MethodDeclarationSyntax method && method.ReturnType == place)
            return IsNumber(method.ReturnType) ? new Change("Return a 'double'", place, Double(method.ReturnType)) : null;
        return place is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration }
            ? FindLocals(declaration, model)
            : FindRewritten(place, model, "Compute in 'double'");
    }

    private static Change? FindLocals(VariableDeclarationSyntax declaration, SemanticModel model)
    {
        if (!IsNumber(declaration.Type) && !declaration.Type.IsVar)
            return null;
        return new Change("Declare it 'double'", declaration, Rewrite(declaration, model).WithType(Double(declaration.Type)));
    }

    private static Change? FindRewritten(SyntaxNode place, SemanticModel model, string title)
    {
        SyntaxNode rewritten = Rewrite(place, model);
        return rewritten == place ? null : new Change(title, place, rewritten);
    }

    private static TNode Rewrite<TNode>(TNode node, SemanticModel model)
        where TNode : SyntaxNode => (TNode)new DoublePrecisionRewriter(model).Visit(node);

    private static bool IsNumber(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword: var keyword }
        && (SyntaxKind)keyword.RawKind is not (SyntaxKind.BoolKeyword or SyntaxKind.CharKeyword or SyntaxKind.StringKeyword
            or SyntaxKind.ObjectKeyword or SyntaxKind.VoidKeyword);

    private static TypeSyntax Double(TypeSyntax type) =>
        SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)).WithTriviaFrom(type);
}
