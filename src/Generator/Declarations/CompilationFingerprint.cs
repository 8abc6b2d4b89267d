using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// All that a declaration can see of a compilation from outside its own files: the options, the references, and of each file what
/// other files can see of it, which is everything but bodies and the initializers of what is not const.
/// </summary>
internal sealed class Surroundings
{
    private static readonly ConditionalWeakTable<Compilation, Surroundings> Known = new();
    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> Files = new();
    private static readonly ConditionalWeakTable<object, StrongBox<ulong>> Numbers = new();
    private static long s_lastNumber;

    private readonly HashSet<string> _globalAliases = [];

    private Surroundings(Compilation compilation, CancellationToken cancellation)
    {
        Fingerprint = Mix(Mix(Start, NumberOf(compilation.Options)), compilation.AssemblyName);
        foreach (MetadataReference reference in compilation.ExternalReferences)
            Fingerprint = Mix(Fingerprint, NumberOf(reference));
        foreach (SyntaxTree file in compilation.SyntaxTrees)
        {
            FileFacts facts = FactsOf(file, cancellation);
            Fingerprint = Mix(Fingerprint, facts.Fingerprint);
            _globalAliases.UnionWith(facts.GlobalAliases);
        }
    }

    /// <summary>All of it as one number.</summary>
    public ulong Fingerprint { get; }

    public static Surroundings Of(Compilation compilation, CancellationToken cancellation)
    {
        if (Known.TryGetValue(compilation, out Surroundings? known))
            return known;
        var surroundings = new Surroundings(compilation, cancellation);
        return Known.GetValue(compilation, _ => surroundings);
    }

    public bool HasGlobalAlias(string name) => _globalAliases.Contains(name);

    private static FileFacts FactsOf(SyntaxTree file, CancellationToken cancellation)
    {
        if (Files.TryGetValue(file, out FileFacts? known))
            return known;
        SyntaxNode root = file.GetRoot(cancellation);
        ulong fingerprint = Start;
        foreach (SyntaxToken token in root.DescendantTokens(node => !IsUnseen(node)))
            fingerprint = Mix(fingerprint, token.Text);
        IEnumerable<string> aliases = ((CompilationUnitSyntax)root).Usings
            .Where(directive => directive.Alias is not null && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            .Select(directive => directive.Alias!.Name.Identifier.ValueText);
        return Files.GetValue(file, _ => new FileFacts(fingerprint, [.. aliases]));
    }

    private static bool IsUnseen(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent.Parent.Parent: FieldDeclarationSyntax field } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    /// <summary>A number of its own for every object: an address would be given anew after the object's death.</summary>
    private static ulong NumberOf(object value) =>
        Numbers.GetValue(value, _ => new StrongBox<ulong>((ulong)Interlocked.Increment(ref s_lastNumber))).Value;

    // FNV-1a, in which a word is ended by what no word holds.
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
