using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Names of generated files: the full name of the class; the end of a long one. A hash follows where the name does not say all, or
/// differs from another one in case only.
/// </summary>
internal static class HintName
{
    // A file system takes 255 bytes, three for a letter; some take 260 letters with all folders.
    private const int Longest = 80;

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
        string end = name.Length <= Longest ? name : name.Substring(name.Length - Longest);
        string written = string.Concat(end.Select(letter => IsAllowed(letter) ? letter : '_')).TrimStart('.');
        return isUnique && written == name ? name : written + "." + Hash(name).ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether another name differs only in case, which file systems and hint names ignore.</summary>
    private static bool HasTwin(ISymbol part) =>
        part.ContainingSymbol is INamespaceOrTypeSymbol container && container.GetMembers().Any(
            other => other.Name != part.Name && string.Equals(other.Name, part.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the compiler takes a letter in a hint name. Identifiers have others too, such as combining marks.</summary>
    private static bool IsAllowed(char letter) => char.IsLetterOrDigit(letter) || letter is '.' or '_';

    // FNV-1a: string.GetHashCode differs from process to process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619));
}
