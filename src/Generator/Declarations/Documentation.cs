using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Documentation comments as plain text, read from the source: without a documentation file, the compiler parses them as ordinary
/// comments, and symbols do not have them.
/// </summary>
internal sealed class Documentation
{
    private readonly XElement _root;

    private Documentation(XElement root) => _root = root;

    /// <summary>The summary on one line, empty if there is none.</summary>
    public string Summary => _root.Element("summary") is { } summary ? Flatten(summary) : string.Empty;

    /// <summary>The description of a parameter, on one line, or null.</summary>
    public string? Parameter(string name) =>
        _root.Elements("param").FirstOrDefault(element => element.Attribute("name")?.Value == name) is { } element
            ? Flatten(element)
            : null;

    /// <summary>The documentation of a declaration; if it has none, of another part of the class.</summary>
    public static Documentation Read(ISymbol symbol, SyntaxNode syntax, CancellationToken cancellation)
    {
        Documentation own = Read(syntax);
        return own._root.HasElements ? own : ReadAll(symbol, cancellation);
    }

    /// <summary>The documentation of the first documented part of a symbol.</summary>
    public static Documentation ReadAll(ISymbol symbol, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences
            .Select(reference => Read(reference.GetSyntax(cancellation)))
            .FirstOrDefault(documentation => documentation._root.HasElements)
        ?? new Documentation(new XElement("doc"));

    private static Documentation Read(SyntaxNode syntax)
    {
        IEnumerable<string> comments = syntax.GetLeadingTrivia().Where(IsComment).Select(trivia => trivia.ToFullString());
        IEnumerable<string> lines = comments.SelectMany(SourceLines.Of).Select(StripMarks);
        try
        {
            return new Documentation(XElement.Parse($"<doc>{string.Join("\n", lines)}</doc>"));
        }
        catch (XmlException)
        {
            // The compiler warns of malformed comments.
            return new Documentation(new XElement("doc"));
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => true,
        SyntaxKind.SingleLineCommentTrivia => trivia.ToFullString().StartsWith("///", StringComparison.Ordinal),
        SyntaxKind.MultiLineCommentTrivia => trivia.ToFullString().StartsWith("/**", StringComparison.Ordinal),
        _ => false,
    };

    private static string StripMarks(string line) => Regex.Replace(line, @"^\s*(///|/\*\*|\*/|\*)|\*/\s*$", string.Empty);

    private static string Flatten(XElement element) => Regex.Replace(string.Concat(element.Nodes().Select(TextOf)), @"\s+", " ").Trim();

    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => TextOf(reference),
        XElement element => string.Concat(element.Nodes().Select(TextOf)),
        _ => string.Empty,
    };

    /// <summary>The short name that a reference like <c>see cref</c> or <c>paramref</c> shows.</summary>
    private static string TextOf(XElement reference)
    {
        if (reference.Attribute("cref") is not { Value: var name })
            return (reference.Attribute("name") ?? reference.Attribute("langword") ?? reference.Attribute("href"))?.Value ?? " ";
        return Regex.Match(name, @"(\w+)[^\w.:]*(\(.*)?$").Groups[1].Value;
    }
}
