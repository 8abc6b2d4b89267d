using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SparseLsr.Gen.Generator.Declarations;
using SparseLsr.Gen.Generator.Emitters;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator;

/// <summary>Turns every <c>[SparseTargetLoss]</c> declaration into its kernels: the pipeline, and nothing else.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SparseTargetLossGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Reading only: what is costly comes after the model, and so only when the model has changed.
        IncrementalValuesProvider<LossDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Attribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (context, cancellation) => DeclarationReader.Read(context, cancellation))
            .WithTrackingName(TrackingNames.Declaration);

        // Diagnostics leave here: their places move with every edit above them, which must not touch the generated files.
        context.RegisterSourceOutput(
            declarations.SelectMany(static (declaration, _) => declaration.Diagnostics).WithTrackingName(TrackingNames.Diagnostics),
            static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));

        IncrementalValuesProvider<DiagnosticInfo> clashes = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => NamespaceClash.IsClash(node),
                static (context, _) => NamespaceClash.Describe(context.Node));
        context.RegisterSourceOutput(clashes, static (output, clash) => output.ReportDiagnostic(clash.ToDiagnostic()));

        IncrementalValuesProvider<LossPlan> plans = declarations
            .Where(static declaration => declaration.Model is not null)
            .Select(static (declaration, _) => declaration.Model!)
            .WithTrackingName(TrackingNames.Model)
            .Select(static (model, _) => LossPlan.Create(model))
            .WithTrackingName(TrackingNames.Plan);

        context.RegisterSourceOutput(
            plans,
            static (output, plan) => output.AddSource(plan.Model.HintName + ".g.cs", SourceText.From(LossEmitter.Emit(plan), Encoding.UTF8)));
    }
}
