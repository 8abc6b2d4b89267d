using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Cases;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Emitters;

/// <summary>Generated code compiles against the real runtime, with every warning on and none given.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string> Names => [.. DeclaredLosses.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_no_warning(string name)
    {
        string source = DeclaredLosses.Source(name);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            // As the SDK does: TorchSharp was built against older reference assemblies than these.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            [GeneratorHarness.Parse("global using System; global using SparseLsr.Gen;", "Usings.cs"), GeneratorHarness.Parse(source, "Loss.cs")],
            [.. Net100.References.All, Reference(typeof(Row)), Reference(typeof(TorchSharp.torch)), Reference(typeof(ILGPU.Context))],
            options);
        GeneratorRun run = GeneratorHarness.Run(compilation);
        Assert.Empty(run.Result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        // What the user cannot change gives no warning in any project; what this library writes gives none by itself.
        IEnumerable<SyntaxTree> generated = run.Result.GeneratedSources.Select(
            source => GeneratorHarness.Parse(source.SourceText.ToString().Replace("#pragma warning disable\n", "\n"), source.HintName));
        Assert.Empty(compilation.AddSyntaxTrees(generated).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()));
    }

    private static PortableExecutableReference Reference(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);
}
