using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseLsr.Gen.Generator.Checks;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Declarations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Generator;

/// <summary>
/// What is worth telling of a sound declaration and changes nothing that is generated. It is told here and not by the generator,
/// which would have to look up after every edit anywhere whether it is suppressed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SparseTargetLossAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LossDiagnostics.NotFinite];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.ClassDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var syntax = (TypeDeclarationSyntax)context.Node;
        if (!Candidates.IsCandidate(syntax) || Nesting.IsTooDeep(syntax) || context.ContainingSymbol is not INamedTypeSymbol lossClass)
            return;
        EquatableArray<Site> sites = DeclarationReader.ReadSites(
            lossClass, syntax, context.SemanticModel, context.CancellationToken);
        foreach (DiagnosticInfo diagnostic in FiniteValues.Check(sites, context.CancellationToken))
            context.ReportDiagnostic(diagnostic.ToDiagnostic(context.Compilation));
    }
}
