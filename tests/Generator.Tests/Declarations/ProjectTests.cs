using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator.Tests.Emitters;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Declarations;

/// <summary>Projects with another language version, and with other names for their references.</summary>
public sealed class ProjectTests
{
    private const string Loss = "[SparseTargetLoss] partial class X { static double Loss(Row row, double a = 1) => a * row.Prob; }";
    private const string Caller =
        "class Caller { static object Call() => new X(a: 2); static double Value() => X.Evaluate(new double[2], 1, a: 3); }";

    public static TheoryData<string, LanguageVersion> NamesAndVersions =>
    [
        .. DeclaredLosses.Names.Select((name, i) => (name, i % 2 == 0 ? LanguageVersion.CSharp12 : LanguageVersion.CSharp13)),
    ];

    [Theory]
    [MemberData(nameof(NamesAndVersions))]
    public void Older_language_compiles_what_is_generated(string name, LanguageVersion version)
    {
        string source = DeclaredLosses.Source(name);
        GeneratorRun run = Run(version, source);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(Errors(run));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    public void Too_old_a_language_is_one_diagnostic(LanguageVersion version, string name)
    {
        GeneratorRun run = Run(version, Loss, Caller);
        Diagnostic found = Assert.Single(run.Result.Diagnostics);
        Assert.Equal("SLSR033", found.Id);
        Assert.Contains($"its language version is {name}, and a loss needs 12.0; remove 'LangVersion'", found.GetMessage());
        Assert.Equal("X", found.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(found.Location.SourceSpan));
        Assert.Empty(Errors(run));
    }

    [Theory]
    [InlineData("SparseLsr.Gen")]
    [InlineData("TorchSharp")]
    [InlineData("ILGPU")]
    public void Reference_without_the_global_names_is_one_diagnostic(string assembly)
    {
        GeneratorRun run = Aliased(assembly, "other", "more");
        Diagnostic found = Assert.Single(run.Result.Diagnostics);
        Assert.Equal("SLSR033", found.Id);
        Assert.Contains(
            $"its reference to '{assembly}' has the aliases 'other,more' alone; add 'global', as in 'Aliases=\"global,other,more\"'",
            found.GetMessage());
        Assert.Empty(Errors(run));
    }

    [Theory]
    [InlineData("SparseLsr.Gen")]
    [InlineData("TorchSharp")]
    public void Reference_with_further_names_is_sound(string assembly)
    {
        GeneratorRun run = Aliased(assembly, "global", "other");
        Assert.Empty(run.Result.Diagnostics);
        Assert.Single(run.Result.GeneratedSources);
        Assert.Empty(Errors(run));
    }

    private static GeneratorRun Aliased(string assembly, params string[] aliases)
    {
        string import = assembly == "SparseLsr.Gen" ? "extern alias other; using other::SparseLsr.Gen; " : "using SparseLsr.Gen; ";
        CSharpCompilation compilation = GeneratorHarness.Compile(import + Loss);
        PortableExecutableReference reference = compilation.References.OfType<PortableExecutableReference>()
            .Single(reference => Path.GetFileNameWithoutExtension(reference.FilePath) == assembly);
        return GeneratorHarness.Run(compilation.ReplaceReference(reference, reference.WithAliases(aliases)));
    }

    private static GeneratorRun Run(LanguageVersion version, params string[] sources)
    {
        CSharpParseOptions options = GeneratorHarness.ParseOptions.WithLanguageVersion(version);
        CSharpCompilation compilation = GeneratorHarness.Compile();
        compilation = compilation.AddSyntaxTrees(sources.Prepend("global using System; global using SparseLsr.Gen;").Select(
            (source, i) => CSharpSyntaxTree.ParseText(source, options, $"Source{i}.cs")));
        return GeneratorHarness.Run(GeneratorHarness.CreateDriver(options), compilation);
    }

    private static IEnumerable<string> Errors(GeneratorRun run) => run.Completed.GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());
}
