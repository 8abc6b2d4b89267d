using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>Names of generated files: the full name of the class.</summary>
internal static class HintName
{
    public static string Of(INamedTypeSymbol lossClass)
    {
        var parts = new Stack<string>();
        bool isUnique = true;
        for (ISymbol part = lossClass; part is not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol)
        {
            parts.Push(part.Name);
            isUnique &= !HasTwin(part);
        }
        string name = string.Join(".", parts);
        return isUnique ? name : name + "." + Hash(name).ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether another name differs only in case, which file systems and hint names ignore.</summary>
    private static bool HasTwin(ISymbol part) =>
        part.ContainingSymbol is INamespaceOrTypeSymbol container && container.GetMembers().Any(
            other => other.Name != part.Name && string.Equals(other.Name, part.Name, StringComparison.OrdinalIgnoreCase));

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619));
}
