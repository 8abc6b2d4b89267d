using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SparseLsr.Gen.CodeFixes;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.CodeFixes;

/// <summary>Offers and applies fixes as an editor does.</summary>
internal static class FixHarness
{
    private static readonly LossCodeFix[] Fixes =
        [new MakePartialCodeFix(), new MakeStaticCodeFix(), new AddRowCodeFix(), new UseDoubleCodeFix(), new RealDivisionCodeFix()];

    /// <summary>What the generator finds wrong, from the top.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(string source) =>
        [.. GeneratorHarness.Run(source).Result.Diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    /// <summary>What is offered for a diagnostic, each with the text that it leads to.</summary>
    public static async Task<IReadOnlyList<(string Title, string Text)>> Offer(string source, Diagnostic diagnostic)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        Document document = workspace
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "Declarations", "Declarations", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: GeneratorHarness.ParseOptions,
                metadataReferences: GeneratorHarness.Compile().References))
            .AddDocument("Source0.cs", SourceText.From(source));

        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (LossCodeFix fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellation));

        var offered = new List<(string, string)>();
        foreach (CodeAction action in actions)
        {
            ApplyChangesOperation change = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(cancellation)));
            SourceText text = await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(cancellation);
            offered.Add((action.Title, text.ToString()));
        }
        return offered;
    }
}
