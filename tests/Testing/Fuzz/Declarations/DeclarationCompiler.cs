using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;

namespace SparseLsr.Gen.Testing.Fuzz.Declarations;

/// <summary>The compiler as it is wanted here: in memory, with the generator, against what this very process has loaded.</summary>
internal static class DeclarationCompiler
{
    private static readonly CSharpParseOptions _parseOptions = new(LanguageVersion.CSharp14, DocumentationMode.None);

    /// <summary>Every compilation is made from this one: what it knows of the references is read once.</summary>
    private static readonly Lazy<CSharpCompilation> _empty = new(() => CSharpCompilation.Create(
        "Declarations", [], References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)));

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => _empty.Value.AddSyntaxTrees(trees);

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, _parseOptions, path);

    /// <summary>A driver that remembers its steps.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new SparseTargetLossGenerator().AsSourceGenerator()], parseOptions: _parseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static IEnumerable<MetadataReference> References()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(IsNeeded).Select(path => MetadataReference.CreateFromFile(path));
    }

    private static bool IsNeeded(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name is "SparseLsr.Gen" or "TorchSharp" or "ILGPU" or "mscorlib" or "netstandard" || name.StartsWith("System.", StringComparison.Ordinal);
    }
}
