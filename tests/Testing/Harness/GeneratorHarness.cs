using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;

namespace SparseLsr.Gen.Testing.Harness;

/// <summary>Runs the generator on source text as the compiler would.</summary>
internal static class GeneratorHarness
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    /// <summary>What a user's project refers to.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Row).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params IEnumerable<string> sources) => Compile(DocumentationMode.Parse, sources);

    public static CSharpCompilation Compile(DocumentationMode documentation, params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Declarations",
        sources.Select((source, i) => Parse(source, $"Source{i}.cs", documentation)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, string path, DocumentationMode documentation = DocumentationMode.Parse) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions.WithDocumentationMode(documentation), path);

    /// <summary>A driver that remembers why each step ran.</summary>
    /// <param name="options">How generated files are parsed; null for <see cref="ParseOptions"/>.</param>
    public static GeneratorDriver CreateDriver(CSharpParseOptions? options = null) => CSharpGeneratorDriver.Create(
        [new SparseTargetLossGenerator().AsSourceGenerator()],
        parseOptions: options ?? ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>One run over sources.</summary>
    public static GeneratorRun Run(params IEnumerable<string> sources) => Run(Compile(sources));

    public static GeneratorRun Run(CSharpCompilation compilation) => Run(CreateDriver(), compilation);

    /// <summary>A run, and a second one on a copy of the compilation, of which it checks that everything is cached.</summary>
    public static GeneratorRun Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GeneratorRun run = GeneratorRun.Of(driver, compilation);
        SecondRun.Check(run);
        return run;
    }
}
