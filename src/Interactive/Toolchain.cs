using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Generator;

namespace SparseLsr.Gen.Interactive;

/// <summary>The compiler and the generator, made ready once: every compilation begins with what these know of the references.</summary>
internal static class Toolchain
{
    private const string Usings =
        "global using System; global using System.ComponentModel.DataAnnotations; global using SparseLsr.Gen;";

    /// <summary>
    /// Without documentation, which nobody reads, and without the analysis of nullable references: that is no part of the language, and a
    /// tenth of the first compilation.
    /// </summary>
    public static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None).WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly Lazy<Dictionary<string, Assembly>> s_assemblies = new(FindAssemblies);

    private static readonly Lazy<CSharpCompilation> s_empty = new(CreateCompilation);

    /// <summary>A driver that has run on nothing. Drivers are immutable: each run starts from this one and leaves nothing behind.</summary>
    private static readonly Lazy<GeneratorDriver> s_driver = new(() =>
        CSharpGeneratorDriver.Create([new SparseTargetLossGenerator().AsSourceGenerator()], parseOptions: ParseOptions));

    /// <summary>
    /// What every compilation does after the generator, done once on another core while the first one is generating: the runtime then has
    /// translated that part of Roslyn.
    /// </summary>
    private static readonly Lazy<Task> s_emitted = new(() => Task.Run(() =>
    {
        const string Text =
            "struct S(double k) { readonly double _k = k; public T M<T>(T x, out T y) where T : struct, System.Numerics.INumber<T> "
            + "{ y = x < T.One ? -x : x * x + T.CreateTruncating(_k); return y; } public static bool P => false; }";
        s_empty.Value.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Text, ParseOptions)).Emit(Stream.Null);
    }));

    /// <summary>One of the assemblies that losses are compiled against, or null.</summary>
    public static Assembly? FindAssembly(string name) => s_assemblies.Value.GetValueOrDefault(name);

    /// <summary>Runs the generator over a file.</summary>
    public static Compilation Generate(SyntaxTree file, out IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        _ = s_emitted.Value;
        CSharpCompilation declared = s_empty.Value.AddSyntaxTrees(file);
        s_driver.Value.RunGeneratorsAndUpdateCompilation(declared, out Compilation completed, out var found, cancellation);
        diagnostics = found;
        return completed;
    }

    private static CSharpCompilation CreateCompilation()
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            // The assembly's identity then follows from its contents, and the GPU's kernels are kept on disk by that.
            deterministic: true,
            // One small file: threads cost more than they bring.
            concurrentBuild: false,
            // As the SDK does: TorchSharp was built against older reference assemblies.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        var empty = CSharpCompilation.Create(
            "Loss", [CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs")], s_assemblies.Value.Values.Select(Reference), options);
        // Binds the references now: compilations that are made from this one share them.
        _ = empty.GetSpecialType(SpecialType.System_Object);
        return empty;
    }

    /// <summary>
    /// What generated code names and what that refers to of .NET itself: the assemblies that this process runs, so that none has to be
    /// found on disk. An application in a single file has none there.
    /// </summary>
    private static Dictionary<string, Assembly> FindAssemblies()
    {
        var assemblies = new Dictionary<string, Assembly>();
        Add(typeof(object).Assembly);
        Add(typeof(System.ComponentModel.DataAnnotations.RangeAttribute).Assembly);
        Type[] named = [typeof(Row), typeof(TorchSharp.torch), typeof(ILGPU.Context)];
        foreach (Assembly root in named.Select(type => type.Assembly))
        {
            Add(root);
            foreach (AssemblyName name in root.GetReferencedAssemblies())
            {
                if (name.Name is "netstandard" || name.Name!.StartsWith("System.", StringComparison.Ordinal))
                    Add(Assembly.Load(name));
            }
        }
        return assemblies;

        void Add(Assembly assembly) => assemblies.TryAdd(assembly.GetName().Name!, assembly);
    }

    private static unsafe MetadataReference Reference(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out byte* metadata, out int length))
            throw new PlatformNotSupportedException($"The metadata of {assembly.GetName().Name} cannot be read in this process.");
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata, length)).GetReference();
    }
}
