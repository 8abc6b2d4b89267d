using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Whatever a parameter is called, its name is refused or the generated code compiles with it.</summary>
public sealed class ParameterNameTests
{
    /// <summary>Names that generated code speaks of itself, or might.</summary>
    private static readonly string[] Suspects =
    [
        "row", "loss", "others", "target", "mean", "entropy", "classes", "classCount", "logits", "gradient", "sum", "_sum", "product",
        "Row", "T", "TMath", "TGradient", "by", "byTarget", "byOthers", "Kernel", "Evaluate", "Bind", "Loss", "Compose", "ComposeGradient", "RequiresTwoClasses", "NotNaN", "X", "x", "N",
        "Math", "Float64Math", "TorchMath", "global", "TorchSharp", "SparseLsr", "Gen", "SparseTargetLoss", "BoundLoss", "Tensor", "torch",
        "weight", "ignore_index", "reduction", "forward", "name", "training", "eval", "to", "parameters", "Dispose", "ToString", "Equals", "GetType",
        "value", "field", "var", "record", "nameof", "await", "dynamic", "partial", "where", "required", "scoped", "_", "ω", "args",
    ];

    /// <summary>Each in a namespace of its own; compiled together, once for all tests.</summary>
    private static readonly Lazy<GeneratorRun> s_run = new(() => GeneratorHarness.Run(Names.Select((row, i) => Declare(row.Data, i))));

    public static TheoryData<string> Names =>
        [.. Suspects, .. SyntaxFacts.GetKeywordKinds().Where(SyntaxFacts.IsReservedKeyword).Select(kind => "@" + SyntaxFacts.GetText(kind))];

    [Theory, MemberData(nameof(Names))]
    public void Name_is_refused_or_compiles(string name)
    {
        int index = Names.Select(row => row.Data).ToList().IndexOf(name);
        GeneratorRun run = s_run.Value;
        SyntaxTree declared = run.Compilation.SyntaxTrees[index];
        SyntaxTree generated = run.Result.GeneratedSources.Single(source => source.HintName.StartsWith($"Case{index}.", StringComparison.Ordinal)).SyntaxTree;
        Diagnostic[] diagnostics = [.. run.Result.Diagnostics.Where(diagnostic => diagnostic.Location.GetLineSpan().Path == declared.FilePath)];
        IEnumerable<string> errors = new[] { declared, generated }
            .SelectMany(tree => run.Completed.GetSemanticModel(tree).GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());
        if (diagnostics.Length == 0)
            Assert.Empty(errors);
        else
            Assert.Equal("SLSR012", Assert.Single(diagnostics).Id);
    }

    /// <summary>The parameter used alone, once a call, and with each row.</summary>
    private static string Declare(string name, int index) => $$"""
        using SparseLsr.Gen;
        namespace Case{{index}}.N;
        [SparseTargetLoss]
        partial class X
        {
            static double Loss(Row r, double {{name}} = 1) =>
                {{name}} * r.Prob + System.Math.Log({{name}} + r.Classes) * r.LogSumExp + r.Entropy * System.Math.Exp({{name}} * r.MeanLogit);
        }
        """;
}
