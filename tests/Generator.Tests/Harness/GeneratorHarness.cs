using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseLsr.Gen.Generator.Tests.Harness;

/// <summary>Runs the generator on source text as the compiler would.</summary>
internal static class GeneratorHarness
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    /// <summary>The runtime as another assembly, as users see it.</summary>
    private static readonly Lazy<MetadataReference> Runtime = new(EmitRuntime);

    public static CSharpCompilation Compile(params IEnumerable<string> sources) => Compile(DocumentationMode.Parse, sources);

    public static CSharpCompilation Compile(DocumentationMode documentation, params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Declarations",
        sources.Select((source, i) => Parse(source, $"Source{i}.cs", documentation)),
        [.. Net100.References.All, Runtime.Value],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, string path, DocumentationMode documentation = DocumentationMode.Parse) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions.WithDocumentationMode(documentation), path);

    /// <summary>A driver that remembers why each step ran.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new SparseTargetLossGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>One run over sources.</summary>
    public static GeneratorRun Run(params IEnumerable<string> sources) => Run(Compile(sources));

    public static GeneratorRun Run(CSharpCompilation compilation) => Run(CreateDriver(), compilation);

    public static GeneratorRun Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGenerators(compilation);
        return new GeneratorRun(driver, compilation, driver.GetRunResult().Results.Single());
    }

    private static MetadataReference EmitRuntime()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "SparseLsr.Gen",
            [Parse(RuntimeStub.Source, "Runtime.cs")],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        ImmutableArray<Diagnostic> diagnostics = compilation.Emit(image).Diagnostics;
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
