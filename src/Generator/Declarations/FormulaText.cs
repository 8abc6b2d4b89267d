using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>The source text of a method's body without its common indentation.</summary>
internal static class FormulaText
{
    public static string Of(MethodDeclarationSyntax method)
    {
        SourceText text = method.SyntaxTree.GetText();
        if (method.ExpressionBody is { } expression)
            return Dedent(text, expression.Expression.Span);
        return method.Body is { } block
            ? Dedent(text, TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart))
            : string.Empty;
    }

    private static string Dedent(SourceText text, TextSpan span)
    {
        List<string> lines = [.. SourceLines.Of(text.ToString(span)).Select(line => line.TrimEnd())];
        // The first line starts within a line of the file and has the indentation of that line.
        TextLine start = text.Lines.GetLineFromPosition(span.Start);
        if (lines[0].Length > 0)
            lines[0] = new string(' ', Indentation(start.ToString(), limit: span.Start - start.Start)) + lines[0].TrimStart();
        int margin = lines.Where(line => line.Length > 0).Select(line => Indentation(line, line.Length)).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(line => line.Length > margin ? line.Substring(margin) : string.Empty)).Trim('\n');
    }

    private static int Indentation(string line, int limit) => Math.Min(line.TakeWhile(char.IsWhiteSpace).Count(), limit);
}
