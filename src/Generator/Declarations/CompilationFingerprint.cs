using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// A hash of everything in a compilation that can change the meaning of a declaration in another file: the options, the references, and
/// the tokens of all files except bodies and the initializers of members that are not const.
/// </summary>
internal sealed class CompilationFingerprint
{
    private static readonly ConditionalWeakTable<Compilation, CompilationFingerprint> Fingerprints = new();
    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> Files = new();
    private static readonly ConditionalWeakTable<object, StrongBox<ulong>> Numbers = new();
    private static long s_lastNumber;

    private readonly HashSet<string> _globalAliases = [];

    private CompilationFingerprint(Compilation compilation, CancellationToken cancellation)
    {
        Value = Mix(Mix(Start, NumberOf(compilation.Options)), compilation.AssemblyName);
        foreach (MetadataReference reference in compilation.ExternalReferences)
            Value = Mix(Value, NumberOf(reference));
        foreach (SyntaxTree file in compilation.SyntaxTrees)
        {
            FileFacts facts = FactsOf(file, cancellation);
            Value = Mix(Value, facts.Fingerprint);
            _globalAliases.UnionWith(facts.GlobalAliases);
        }
    }

    /// <summary>The hash.</summary>
    public ulong Value { get; }

    public static CompilationFingerprint Of(Compilation compilation, CancellationToken cancellation)
    {
        if (Fingerprints.TryGetValue(compilation, out CompilationFingerprint? known))
            return known;
        var fingerprint = new CompilationFingerprint(compilation, cancellation);
        return Fingerprints.GetValue(compilation, _ => fingerprint);
    }

    public bool HasGlobalAlias(string name) => _globalAliases.Contains(name);

    private static FileFacts FactsOf(SyntaxTree file, CancellationToken cancellation)
    {
        if (Files.TryGetValue(file, out FileFacts? known))
            return known;
        SyntaxNode root = file.GetRoot(cancellation);
        ulong fingerprint = Start;
        foreach (SyntaxToken token in root.DescendantTokens(node => !IsInvisible(node)))
            fingerprint = Mix(fingerprint, token.Text);
        IEnumerable<string> aliases = ((CompilationUnitSyntax)root).Usings
            .Where(directive => directive.Alias is not null && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            .Select(directive => directive.Alias!.Name.Identifier.ValueText);
        return Files.GetValue(file, _ => new FileFacts(fingerprint, [.. aliases]));
    }

    private static bool IsInvisible(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    /// <summary>A unique number for every object. Unlike an address, it is not reused after the object is collected.</summary>
    private static ulong NumberOf(object value) =>
        Numbers.GetValue(value, _ => new StrongBox<ulong>((ulong)Interlocked.Increment(ref s_lastNumber))).Value;

    // FNV-1a. Each text is followed by a value that no text contains.
    private const ulong Start = 14695981039346656037;

    private static ulong Mix(ulong hash, ulong value) => unchecked(((hash ^ value) * 1099511628211) ^ (hash >> 32));

    private static ulong Mix(ulong hash, string? text)
    {
        foreach (char letter in text ?? string.Empty)
            hash = unchecked((hash ^ letter) * 1099511628211);
        return Mix(hash, ulong.MaxValue);
    }

    private sealed record FileFacts(ulong Fingerprint, string[] GlobalAliases);
}
