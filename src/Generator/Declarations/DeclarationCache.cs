using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Caches the result of reading each declaration for as long as its syntax node lives. Roslyn runs the transform of every declaration
/// after every edit in any file, and reading a declaration binds it. A declaration is read again only if the edit can have changed its
/// meaning: if one of its files or the <see cref="CompilationFingerprint"/> has changed.
/// </summary>
internal static class DeclarationCache
{
    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<Entry?>> Entries = new();

    public static LossDeclaration Read(TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        ulong fingerprint = CompilationFingerprint.Of(model.Compilation, cancellation).Value;
        StrongBox<Entry?> place = Entries.GetValue(syntax, _ => new StrongBox<Entry?>());
        if (place.Value is { } entry && entry.Fingerprint == fingerprint && entry.OtherFiles.All(file => IsIn(model.Compilation, file)))
            return entry.Declaration;
        if (Nesting.IsTooDeep(syntax))
        {
            var diagnostics = new DiagnosticSink();
            // At the identifier, because the compiler binds the node around a diagnostic to find suppressions.
            diagnostics.Report(LossDiagnostics.TooLarge, syntax.Identifier.GetLocation(), "nested too deeply");
            return LossDeclaration.Of(diagnostics.Diagnostics);
        }
        try
        {
            if (model.GetDeclaredSymbol(syntax, cancellation) is not INamedTypeSymbol lossClass)
                return LossDeclaration.Empty;
            LossDeclaration declaration = DeclarationReader.Read(lossClass, syntax, model, cancellation);
            place.Value = new Entry(declaration, fingerprint, OtherFilesOf(lossClass, syntax.SyntaxTree));
            return declaration;
        }
        catch (InsufficientExecutionStackException)
        {
            // Something around the class is nested too deeply for the compiler, which reports an error.
            return LossDeclaration.Empty;
        }
    }

    private static bool IsIn(Compilation compilation, WeakReference<SyntaxTree> file) =>
        file.TryGetTarget(out SyntaxTree? tree) && compilation.ContainsSyntaxTree(tree);

    /// <summary>The files of the class's other parts and of the types around it, in which faults can be reported too.</summary>
    private static WeakReference<SyntaxTree>[] OtherFilesOf(INamedTypeSymbol lossClass, SyntaxTree own)
    {
        var files = new HashSet<SyntaxTree>();
        for (INamedTypeSymbol? type = lossClass; type is not null; type = type.ContainingType)
            files.UnionWith(type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        files.Remove(own);
        return [.. files.Select(file => new WeakReference<SyntaxTree>(file))];
    }

    private sealed record Entry(LossDeclaration Declaration, ulong Fingerprint, WeakReference<SyntaxTree>[] OtherFiles);
}
