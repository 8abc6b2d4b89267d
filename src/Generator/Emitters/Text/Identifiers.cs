using Microsoft.CodeAnalysis.CSharp;

namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Names as C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>The name itself, with an @ where it is a keyword.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
