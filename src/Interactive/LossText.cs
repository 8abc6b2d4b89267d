using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SparseLsr.Gen.Generator.Declarations;

namespace SparseLsr.Gen.Interactive;

/// <summary>A user's text as a file of C#: as it is if it declares a class, else as the members of one.</summary>
internal sealed class LossText
{
    private const string Start = "[SparseTargetLoss]\npublic sealed partial class DeclaredLoss\n{\n";
    private const string Path = "Loss.cs";

    private readonly int _start;
    private readonly int _length;

    private LossText(SyntaxTree tree, int start, int length)
    {
        Tree = tree;
        _start = start;
        _length = length;
    }

    /// <summary>The file.</summary>
    public SyntaxTree Tree { get; }

    /// <exception cref="ArgumentException">The text declares several losses.</exception>
    public static LossText Parse(string declaration, CSharpParseOptions options, CancellationToken cancellation)
    {
        SyntaxTree file = CSharpSyntaxTree.ParseText(declaration, options, Path, cancellationToken: cancellation);
        TypeDeclarationSyntax[] losses =
        [
            .. file.GetRoot(cancellation).DescendantNodes(node => node is CompilationUnitSyntax or MemberDeclarationSyntax)
                .OfType<TypeDeclarationSyntax>().Where(Candidates.IsCandidate),
        ];
        if (losses.Length > 1)
        {
            string names = string.Join(", ", losses.Select(loss => loss.Identifier.ValueText));
            string message = $"The text declares {losses.Length} losses ({names}); compile each by itself.";
            throw new ArgumentException(message, nameof(declaration));
        }
        if (losses.Length == 1)
            return new LossText(file, 0, declaration.Length);
        string members = $"{Start}{declaration}\n}}\n";
        file = CSharpSyntaxTree.ParseText(members, options, Path, cancellationToken: cancellation);
        return new LossText(file, Start.Length, declaration.Length);
    }

    /// <summary>A brace that ends the class before the text ends, so that what follows is no member of it; else null.</summary>
    public LossDiagnostic? FindStrayBrace(CancellationToken cancellation)
    {
        if (_start == 0 || ((CompilationUnitSyntax)Tree.GetRoot(cancellation)).Members[0] is not ClassDeclarationSyntax loss)
            return null;
        SyntaxToken brace = loss.CloseBraceToken;
        return brace.IsMissing || brace.SpanStart >= _start + _length
            ? null
            : Report("CS1519", DiagnosticSeverity.Error, brace.Span, "Invalid token '}': no brace is open here");
    }

    /// <summary>A diagnostic at its place in the user's text; null where it is of another file.</summary>
    public LossDiagnostic? Translate(Diagnostic diagnostic) => diagnostic.Location.SourceTree == Tree
        ? Report(diagnostic.Id, diagnostic.Severity, diagnostic.Location.SourceSpan, MessageOf(diagnostic))
        : null;

    /// <summary>An error of generated code, which has no place in the text: its message names that code's.</summary>
    public LossDiagnostic Attribute(Diagnostic diagnostic) =>
        Report(diagnostic.Id, DiagnosticSeverity.Error, default, $"{MessageOf(diagnostic)} [{diagnostic.Location}]");

    private static string MessageOf(Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private LossDiagnostic Report(string id, DiagnosticSeverity severity, TextSpan span, string message)
    {
        // What is wrong with the class around the members, such as a method that is missing, has its place at an end of the text.
        int position = Math.Clamp(span.Start, _start, _start + _length);
        LinePosition first = Tree.GetText().Lines.GetLinePosition(_start);
        LinePosition place = Tree.GetText().Lines.GetLinePosition(position);
        return new LossDiagnostic(id, severity, place.Line - first.Line + 1, place.Character + 1, message);
    }
}
