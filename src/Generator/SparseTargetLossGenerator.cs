using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SparseLsr.Gen.Generator.Checks;
using SparseLsr.Gen.Generator.Collections;
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
            .CreateSyntaxProvider(
                static (node, _) => Candidates.IsCandidate(node),
                static (context, cancellation) => Candidates.Read(context, cancellation))
            .WithTrackingName(TrackingNames.Declaration);

        IncrementalValuesProvider<LossPlan> plans = declarations
            .Where(static declaration => declaration.Model is not null)
            .Select(static (declaration, _) => declaration.Model!)
            .WithTrackingName(TrackingNames.Model)
            .Select(static (model, cancellation) => LossPlan.Create(model, cancellation))
            .WithTrackingName(TrackingNames.Plan);

        context.RegisterSourceOutput(
            plans,
            static (output, plan) =>
            {
                output.CancellationToken.ThrowIfCancellationRequested();
                output.AddSource(plan.Model.HintName + ".g.cs", SourceText.From(LossEmitter.Emit(plan), Encoding.UTF8));
            });

        // Diagnostics go ways of their own: their places move with every edit above them, which must not touch the generated files.
        Report(context, declarations.SelectMany(static (declaration, _) => declaration.Diagnostics).WithTrackingName(TrackingNames.Diagnostics));
        IncrementalValueProvider<EquatableArray<string>> flat = plans
            .Where(static plan => ZeroGradient.Has(plan)).Select(static (plan, _) => plan.Model.HintName)
            .Collect().Select(static (names, _) => new EquatableArray<string>(names));
        Report(context, declarations.Combine(flat).SelectMany(static (pair, _) => ZeroGradient.Check(pair.Left, pair.Right)));
    }

    /// <summary>Only here does a place meet its syntax tree, where what the user suppresses is known.</summary>
    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<DiagnosticInfo> diagnostics) =>
        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));
}
