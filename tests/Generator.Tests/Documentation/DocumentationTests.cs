using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Documentation;

/// <summary>What the documents show compiles, and what they point to exists.</summary>
public sealed class DocumentationTests
{
    private const string Usings =
        "global using System; global using SparseLsr.Gen; global using TorchSharp; global using static TorchSharp.torch;";

    public static TheoryData<string> Documents => ["README.md", "CONTRIBUTING.md"];

    [Theory, MemberData(nameof(Documents))]
    public void Code_compiles_with_the_generator(string document)
    {
        CodeBlock[] blocks = [.. CodeBlock.Of(document)];
        Assert.NotEmpty(blocks);
        // All of them in one project, as a reader would gather them.
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Reader",
            blocks.Select(block => GeneratorHarness.Parse(block.ToSource(), $"Block{block.Line}.cs")).Append(GeneratorHarness.Parse(Usings, "Usings.cs")),
            [
                .. Net100.References.All,
                MetadataReference.CreateFromFile(typeof(Row).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(ILGPU.Algorithms.XMath).Assembly.Location),
            ],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                // As the SDK does: TorchSharp was built against older reference assemblies than these.
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
        GeneratorRun run = GeneratorHarness.Run(compilation);
        Assert.Empty(run.Result.Diagnostics.Concat(run.Completed.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(diagnostic => diagnostic.ToString()));
    }

    /// <summary>The README is shown by package registries too, where a relative link leads nowhere.</summary>
    [Fact]
    public void Links_of_the_README_are_absolute()
    {
        string text = File.ReadAllText(CodeBlock.PathOf("README.md"));
        Assert.All(Targets(text), target => Assert.Matches("^(https://|#)", target));
    }

    [Theory, MemberData(nameof(Documents))]
    public void Links_lead_to_files_and_sections_that_exist(string document)
    {
        IEnumerable<string> links = Targets(File.ReadAllText(CodeBlock.PathOf(document)))
            .Select(target => Regex.Replace(target, "^https://github.com/sparse-lsr/SparseLsr.Gen/(blob|tree)/main/", ""))
            .Where(target => !target.StartsWith("https://", StringComparison.Ordinal));
        foreach (string link in links)
        {
            string[] parts = link.Split('#');
            string file = CodeBlock.PathOf(parts[0] is "" ? document : parts[0]);
            Assert.True(Path.Exists(file), link);
            if (parts.Length > 1)
                Assert.Contains(parts[1], Sections(File.ReadAllText(file)));
        }
    }

    /// <summary>The headings as links write them.</summary>
    private static IEnumerable<string> Sections(string text) => Regex.Matches(text, "^#+ (.*)$", RegexOptions.Multiline)
        .Select(match => Regex.Replace(match.Groups[1].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));

    private static IEnumerable<string> Targets(string text) =>
        Regex.Matches(text, @"\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);
}
