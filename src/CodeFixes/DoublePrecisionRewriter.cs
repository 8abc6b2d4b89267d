using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using SparseLsr.Gen.Generator.Declarations;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>Turns an expression in single precision into the same in double: <c>MathF.Exp((float)x + 1f)</c> into <c>Math.Exp(x + 1.0)</c>.</summary>
internal sealed class DoublePrecisionRewriter(SemanticModel model) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax call)
    {
        var rewritten = (InvocationExpressionSyntax)base.VisitInvocationExpression(call)!;
        return KnownFunctions.FindDoublePrecision(call, model) is { } function
            ? rewritten.WithExpression(Function(function).WithTriviaFrom(call.Expression))
            : rewritten;
    }

    public override SyntaxNode? VisitCastExpression(CastExpressionSyntax cast)
    {
        if (cast.Type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.FloatKeyword })
            return base.VisitCastExpression(cast);
        ExpressionSyntax operand = cast.Expression;
        // An argument stands by itself already; elsewhere the parentheses may be needed.
        if (operand is ParenthesizedExpressionSyntax parenthesized && cast.Parent is ArgumentSyntax)
            operand = parenthesized.Expression;
        return Visit(operand)!.WithTriviaFrom(cast);
    }

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax literal)
    {
        if (literal.Token.Value is not float)
            return literal;
        string digits = literal.Token.Text.TrimEnd('f', 'F');
        bool isReal = digits.Any(digit => digit is '.' or 'e' or 'E');
        double value = double.Parse(digits.Replace("_", ""), CultureInfo.InvariantCulture);
        return literal.WithToken(
            SyntaxFactory.Literal(isReal ? digits : digits + ".0", value).WithTriviaFrom(literal.Token));
    }

    /// <summary><c>Math.Exp</c> where its namespace is imported, in full where it is not.</summary>
    private static ExpressionSyntax Function(string name) => name.StartsWith("Math.", StringComparison.Ordinal)
        ? SyntaxFactory.ParseExpression("global::System." + name).WithAdditionalAnnotations(Simplifier.Annotation)
        : SyntaxFactory.ParseExpression(name);
}
