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
/// Reports SLSR027, which concerns valid declarations and does not affect the generated code. An analyzer reports it and not the
/// generator, which would look up after every edit whether the diagnostic is suppressed.
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
        EquatableArray<SourceExpression> expressions = DeclarationReader.ReadExpressions(
            lossClass, syntax, context.SemanticModel, context.CancellationToken);
        foreach (DiagnosticInfo diagnostic in FiniteValues.Check(expressions, context.CancellationToken))
            context.ReportDiagnostic(diagnostic.ToDiagnostic(context.Compilation));
    }
}
