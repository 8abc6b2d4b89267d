using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>What one run of the generator came to, and the driver that a next run starts from.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Compilation, GeneratorRunResult Result)
{
    private CSharpCompilation? _completed;

    public IEnumerable<LossDeclaration> Declarations =>
        Outputs(TrackingNames.Declaration).Select(output => (LossDeclaration)output.Value);

    /// <summary>The model of the only loss.</summary>
    public LossModel Model => (LossModel)Outputs(TrackingNames.Model).Single().Value;

    /// <summary>What C# itself finds wrong with the declarations.</summary>
    public IEnumerable<Diagnostic> CompilerErrors =>
        Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What C# finds wrong with what was generated.</summary>
    public IEnumerable<Diagnostic> GeneratedErrors =>
        Result.GeneratedSources.SelectMany(source => Completed.GetSemanticModel(source.SyntaxTree).GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The declarations with what was generated for them.</summary>
    public CSharpCompilation Completed => _completed ??= Compilation.AddSyntaxTrees(Result.GeneratedSources.Select(source => source.SyntaxTree));

    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs) : [];

    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Outputs(step).Select(output => output.Reason);

    /// <summary>Why each generated file was written, or not.</summary>
    public IEnumerable<IncrementalStepRunReason> Writings =>
        Result.TrackedOutputSteps.SelectMany(step => step.Value)
            .Where(step => step.Inputs.Any(input => input.Source.Name == TrackingNames.Plan))
            .SelectMany(step => step.Outputs).Select(output => output.Reason);

    /// <summary>The reasons of one loss, where each declaration is one.</summary>
    public StepReasons Reasons(int loss = 0) => new(
        Reasons(TrackingNames.Declaration).ElementAt(loss), Reasons(TrackingNames.Model).ElementAt(loss),
        Reasons(TrackingNames.Plan).ElementAt(loss), Writings.ElementAt(loss));

    /// <summary>A run of the driver, and nothing more.</summary>
    public static GeneratorRun Of(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGenerators(compilation);
        return new GeneratorRun(driver, compilation, driver.GetRunResult().Results.Single());
    }

    /// <summary>A further run, after an edit.</summary>
    public GeneratorRun After(Func<CSharpCompilation, CSharpCompilation> edit) => GeneratorHarness.Run(Driver, edit(Compilation));

    /// <summary>A further run, after one source was replaced.</summary>
    public GeneratorRun After(int source, string text) => After(compilation =>
    {
        SyntaxTree old = compilation.SyntaxTrees[source];
        return compilation.ReplaceSyntaxTree(old, GeneratorHarness.Parse(text, old.FilePath));
    });
}
