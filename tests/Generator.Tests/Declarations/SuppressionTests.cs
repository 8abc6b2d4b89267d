using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Diagnostics are suppressed, or made more or less severe, by all the means that C# has.</summary>
public sealed class SuppressionTests
{
    private const string Source = """
        using SparseLsr.Gen;

        [SparseTargetLoss]
        partial class X
        {
            // Before.
            static double Loss(Row row) => 1 / 2 + row.Prob;
            // After.
        }
        """;

    [Fact]
    public void Nothing_is_suppressed_by_itself() => Assert.Equal(["SLSR023 Warning"], Reported(Source));

    [Theory]
    [InlineData("// Before.", "#pragma warning disable SLSR023")]
    [InlineData("// Before.", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"SparseLsr.Gen\", \"SLSR023\")]")]
    [InlineData("using SparseLsr.Gen;", "#pragma warning disable SLSR023\nusing SparseLsr.Gen;")]
    [InlineData("[SparseTargetLoss]", "[SparseTargetLoss, System.Diagnostics.CodeAnalysis.SuppressMessage(\"SparseLsr.Gen\", \"SLSR023\")]")]
    public void Source_suppresses(string before, string after) => Assert.Empty(Reported(Source.Replace(before, after)));

    [Fact]
    public void Pragma_holds_where_it_stands() => Assert.Equal(["SLSR023 Warning"], Reported(Source.Replace("// After.", "#pragma warning disable SLSR023")));

    [Fact]
    public void Pragma_that_comes_later_is_seen()
    {
        GeneratorRun run = GeneratorHarness.Run(Source).After(0, Source.Replace("// Before.", "#pragma warning disable SLSR023"));
        Assert.All(run.Result.Diagnostics, diagnostic => Assert.True(diagnostic.IsSuppressed));
    }

    [Theory]
    [InlineData("// Before.", "#pragma warning disable SLSR015")]
    [InlineData("[SparseTargetLoss]", "[SparseTargetLoss, System.Diagnostics.CodeAnalysis.SuppressMessage(\"SparseLsr.Gen\", \"SLSR015\")]")]
    public void Errors_are_suppressed_too_and_leave_a_loss_that_throws(string before, string after)
    {
        string source = Source.Replace("1 / 2 + row.Prob", "row.Prob % 2");
        Assert.Equal(["SLSR015 Error"], Reported(source));
        GeneratorRun run = GeneratorHarness.Run(source.Replace(before, after));
        Assert.All(run.Result.Diagnostics, diagnostic => Assert.True(diagnostic.IsSuppressed));
        string generated = Assert.Single(run.Result.GeneratedSources).SourceText.ToString();
        Assert.DoesNotContain("struct Kernel", generated);
        Assert.Contains("throw new global::System.InvalidOperationException", generated);
    }

    [Theory]
    [InlineData(ReportDiagnostic.Suppress, "")]
    [InlineData(ReportDiagnostic.Info, "SLSR023 Info")]
    [InlineData(ReportDiagnostic.Error, "SLSR023 Error")]
    public void Options_of_the_project_decide(ReportDiagnostic option, string reported) =>
        Assert.Equal(reported, string.Join(" ", Reported(Source, options => options.WithSpecificDiagnosticOptions([new("SLSR023", option)]))));

    [Theory]
    [InlineData(ReportDiagnostic.Suppress, "")]
    [InlineData(ReportDiagnostic.Hidden, "SLSR023 Hidden")]
    [InlineData(ReportDiagnostic.Error, "SLSR023 Error")]
    public void Editorconfig_decides(ReportDiagnostic option, string reported) =>
        Assert.Equal(reported, string.Join(" ", Reported(Source, options => options.WithSyntaxTreeOptionsProvider(new EditorConfig("Source0.cs", option)))));

    [Fact]
    public void Two_files_of_one_path_are_told_apart()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Twice", [GeneratorHarness.Parse("class Y { }", "X.cs"), GeneratorHarness.Parse(Source, "X.cs")], GeneratorHarness.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Equal(compilation.SyntaxTrees[1], Assert.Single(GeneratorHarness.Run(compilation).Result.Diagnostics).Location.SourceTree);
    }

    private static IEnumerable<string> Reported(string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? configure = null)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(source);
        compilation = compilation.WithOptions(configure?.Invoke(compilation.Options) ?? compilation.Options);
        return GeneratorHarness.Run(compilation).Result.Diagnostics.Where(diagnostic => !diagnostic.IsSuppressed)
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Severity}");
    }

    /// <summary><c>dotnet_diagnostic.SLSR023.severity</c> for one file.</summary>
    private sealed class EditorConfig(string path, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic option)
        {
            option = severity;
            return tree.FilePath == path && diagnosticId == "SLSR023";
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic option)
        {
            option = ReportDiagnostic.Default;
            return false;
        }
    }
}
