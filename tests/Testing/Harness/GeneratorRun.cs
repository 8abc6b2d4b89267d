using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;
using SparseLsr.Gen.Generator.Models;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>What one run of the generator came to, and the driver that a next run starts from.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Compilation, GeneratorRunResult Result)
{
    public IEnumerable<LossDeclaration> Declarations =>
        Outputs(TrackingNames.Declaration).Select(output => (LossDeclaration)output.Value);

    /// <summary>The model of the only loss.</summary>
    public LossModel Model => (LossModel)Outputs(TrackingNames.Model).Single().Value;

    /// <summary>What C# itself finds wrong with the declarations.</summary>
    public IEnumerable<Diagnostic> CompilerErrors =>
        Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What C# finds wrong with what was generated.</summary>
    public IEnumerable<Diagnostic> GeneratedErrors
    {
        get
        {
            SyntaxTree[] generated = [.. Result.GeneratedSources.Select(source => source.SyntaxTree)];
            CSharpCompilation completed = Compilation.AddSyntaxTrees(generated);
            return generated.SelectMany(tree => completed.GetSemanticModel(tree).GetDiagnostics())
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs) : [];

    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Outputs(step).Select(output => output.Reason);

    /// <summary>A further run, after an edit.</summary>
    public GeneratorRun After(Func<CSharpCompilation, CSharpCompilation> edit) => GeneratorHarness.Run(Driver, edit(Compilation));

    /// <summary>A further run, after one source was replaced.</summary>
    public GeneratorRun After(int source, string text) => After(compilation =>
    {
        SyntaxTree old = compilation.SyntaxTrees[source];
        return compilation.ReplaceSyntaxTree(old, GeneratorHarness.Parse(text, old.FilePath));
    });
}
