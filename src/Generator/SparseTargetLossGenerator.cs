using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SparseLsr.Gen.Generator.Checks;
using SparseLsr.Gen.Generator.Collections;
using SparseLsr.Gen.Generator.Declarations;
using SparseLsr.Gen.Generator.Diagnostics;
using SparseLsr.Gen.Generator.Emitters;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Generator;

/// <summary>Generates the kernels of every <c>[SparseTargetLoss]</c> declaration. This file contains only the pipeline.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SparseTargetLossGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // This step only reads. The expensive steps come after the model, and run only when the model has changed.
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

        // Diagnostics have separate outputs: every edit above them moves their locations, which must not invalidate the generated files.
        Report(
            context,
            declarations.SelectMany(static (declaration, _) => declaration.Diagnostics).WithTrackingName(TrackingNames.Diagnostics));
        IncrementalValueProvider<EquatableArray<string>> flat = NamesOf(plans.Where(static plan => ZeroGradient.Has(plan)));
        Report(context, declarations.Combine(flat).SelectMany(static (pair, _) => ZeroGradient.Check(pair.Left, pair.Right)));
        IncrementalValueProvider<EquatableArray<string>> tooLarge = NamesOf(plans.Where(static plan => TooManySums.Has(plan)));
        Report(context, declarations.Combine(tooLarge).SelectMany(static (pair, _) => TooManySums.Check(pair.Left, pair.Right)));
    }

    private static IncrementalValueProvider<EquatableArray<string>> NamesOf(IncrementalValuesProvider<LossPlan> plans) =>
        plans.Select(static (plan, _) => plan.Model.HintName).Collect().Select(static (names, _) => new EquatableArray<string>(names));

    /// <summary>Reports with locations in the compilation's syntax trees, so that suppressions apply.</summary>
    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<DiagnosticInfo> diagnostics) =>
        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));
}
