using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SparseLsr.Gen.CodeFixes;

/// <summary>What the fixes have in common: each is one change at the place that the generator names.</summary>
public abstract class LossCodeFix : CodeFixProvider
{
    private protected LossCodeFix(params DiagnosticDescriptor[] fixable) =>
        FixableDiagnosticIds = ImmutableArray.CreateRange(fixable.Select(descriptor => descriptor.Id));

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (FindChange(diagnostic, place, model) is not { } change)
                continue;
            Document changed = context.Document.WithSyntaxRoot(root.ReplaceNode(change.Old, change.New));
            context.RegisterCodeFix(CodeAction.Create(change.Title, _ => Task.FromResult(changed), GetType().Name), diagnostic);
        }
    }

    /// <summary>The change that cures a diagnostic, or null where nothing mechanical would.</summary>
    /// <param name="place">The innermost node that the diagnostic stands on.</param>
    private protected abstract Change? FindChange(Diagnostic diagnostic, SyntaxNode place, SemanticModel model);

    /// <summary>One node in the place of another.</summary>
    private protected sealed class Change(string title, SyntaxNode old, SyntaxNode @new)
    {
        /// <summary>As the editor offers it.</summary>
        public string Title { get; } = title;

        public SyntaxNode Old { get; } = old;

        public SyntaxNode New { get; } = @new;
    }
}
