using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;
using SparseLsr.Gen.Generator.Plans;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>
/// The ready-made losses as the generator reads them from the sources that are shipped: the declaration as it was written, and
/// what is derived from it. No second copy of any formula stands in these tests.
/// </summary>
internal static class ShippedLosses
{
    private static readonly Lazy<IReadOnlyDictionary<string, LossPlan>> s_plans = new(Read);

    /// <summary>The names of their classes, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. TestResources.Names("Loss.cs").Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal),
    ];

    /// <summary>What is derived of a loss, for weights of 1.</summary>
    public static LossPlan Plan(string loss) => s_plans.Value[loss].Unweighted ?? s_plans.Value[loss];

    /// <summary>Whether the weights of the classes are the declaration's own matter, and multiply no row.</summary>
    public static bool DeclaresWeight(string loss) => s_plans.Value[loss].Model.HasWeight;

    /// <summary>The declaration's file.</summary>
    public static string Source(string loss) => TestResources.Text(loss + ".cs");

    /// <summary>Runs the generator over the sources, and picks the plans out of its recorded steps.</summary>
    private static Dictionary<string, LossPlan> Read()
    {
        var libraryOptions = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var compilation = CSharpCompilation.Create("Losses", Sources(), References(), libraryOptions);
        var driverOptions = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        ISourceGenerator generator = new SparseTargetLossGenerator().AsSourceGenerator();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator], driverOptions: driverOptions).RunGenerators(compilation);
        return driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Plan]
            .SelectMany(step => step.Outputs)
            .Select(output => (LossPlan)output.Value)
            .ToDictionary(plan => plan.Model.ClassName);
    }

    private static IEnumerable<SyntaxTree> Sources()
    {
        var parseOptions = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Parse);
        yield return CSharpSyntaxTree.ParseText("global using System;", parseOptions);
        foreach (string name in TestResources.Names(".cs"))
            yield return CSharpSyntaxTree.ParseText(TestResources.Text(name), parseOptions, name);
    }

    private static IEnumerable<MetadataReference> References()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
    }
}
