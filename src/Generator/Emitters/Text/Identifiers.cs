using Microsoft.CodeAnalysis.CSharp;

namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Names as C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>The name itself, with an @ where it is a keyword, if only in some places.</summary>
    public static string Escape(string name) => IsKeyword(name) ? "@" + name : name;

    // The newest is not known to the Roslyn that this refers to.
    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || name is "extension";
}
