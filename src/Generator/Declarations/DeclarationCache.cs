using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator.Declarations;

/// <summary>
/// Remembers what came of each declaration for as long as its syntax lives. Roslyn asks for every declaration after every edit
/// anywhere, and to read one is to bind it: it is read again only where the edit can have changed its meaning, which is in the files
/// that it stands in, or in the <see cref="Surroundings"/>.
/// </summary>
internal static class DeclarationMemory
{
    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<Entry?>> Known = new();

    public static LossDeclaration Read(TypeDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellation)
    {
        ulong surroundings = Surroundings.Of(model.Compilation, cancellation).Fingerprint;
        StrongBox<Entry?> place = Known.GetValue(syntax, _ => new StrongBox<Entry?>());
        if (place.Value is { } entry && entry.Surroundings == surroundings && entry.OtherFiles.All(file => IsIn(model.Compilation, file)))
            return entry.Declaration;
        if (Nesting.IsTooDeep(syntax))
        {
            var diagnostics = new DiagnosticSink();
            // Not at the very node: the compiler binds what is around a diagnostic, to see whether it is suppressed there.
            diagnostics.Report(LossDiagnostics.TooLarge, syntax.Identifier.GetLocation(), "nested too deeply");
            return LossDeclaration.Of(diagnostics.Diagnostics);
        }
        try
        {
            if (model.GetDeclaredSymbol(syntax, cancellation) is not INamedTypeSymbol lossClass)
                return LossDeclaration.Nothing;
            LossDeclaration declaration = DeclarationReader.Read(lossClass, syntax, model, cancellation);
            place.Value = new Entry(declaration, surroundings, OtherFilesOf(lossClass, syntax.SyntaxTree));
            return declaration;
        }
        catch (InsufficientExecutionStackException)
        {
            // Something around the class is nested too deeply for the compiler, which has an error of its own for it.
            return LossDeclaration.Nothing;
        }
    }

    private static bool IsIn(Compilation compilation, WeakReference<SyntaxTree> file) =>
        file.TryGetTarget(out SyntaxTree? tree) && compilation.ContainsSyntaxTree(tree);

    /// <summary>The files of the class's other parts and of the types around it, in which there can be something to say too.</summary>
    private static WeakReference<SyntaxTree>[] OtherFilesOf(INamedTypeSymbol lossClass, SyntaxTree own)
    {
        var files = new HashSet<SyntaxTree>();
        for (INamedTypeSymbol? type = lossClass; type is not null; type = type.ContainingType)
            files.UnionWith(type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        files.Remove(own);
        return [.. files.Select(file => new WeakReference<SyntaxTree>(file))];
    }

    private sealed record Entry(LossDeclaration Declaration, ulong Surroundings, WeakReference<SyntaxTree>[] OtherFiles);
}
