using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using SparseLsr.Gen.Generator.Diagnostics;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Lets a division of integers keep its fraction: <c>1 / 2</c> becomes <c>1.0 / 2</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RealDivisionCodeFix() : LossCodeFix(LossDiagnostics.IntegerDivision)
{
    private protected override Change? FindChange(Diagnostic diagnostic, SyntaxNode place, SemanticModel model)
    {
        if (place.FirstAncestorOrSelf<BinaryExpressionSyntax>(node => node.IsKind(SyntaxKind.DivideExpression)) is not { } division)
            return null;
        ExpressionSyntax left = ToReal(division.Left).WithTriviaFrom(division.Left);
        return new Change("Divide as real numbers", division.Left, left);
    }

    private static ExpressionSyntax ToReal(ExpressionSyntax integer)
    {
        if (integer is LiteralExpressionSyntax literal && literal.Token.Text.All(char.IsDigit))
            return SyntaxFactory.ParseExpression(literal.Token.Text + ".0");
        bool isOperand = integer is IdentifierNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax;
        return SyntaxFactory.ParseExpression(isOperand ? $"(double){integer.WithoutTrivia()}" : $"(double)({integer.WithoutTrivia()})");
    }
}
