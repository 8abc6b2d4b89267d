using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseLsr.Gen.Testing.Harness;

namespace SparseLsr.Gen.Generator.Tests.Documentation;

/// <summary>Code in the documents compiles, and their links and paths exist.</summary>
public sealed class DocumentationTests
{
    private const string Usings =
        "global using System; global using SparseLsr.Gen; global using TorchSharp; global using static TorchSharp.torch;";

    private static readonly string[] s_written = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "samples/README.md", .. Document.Pages];

    /// <summary>All but the diagnostics: their code is meant to fail.</summary>
    public static TheoryData<string> Documents => [.. s_written];

    public static TheoryData<string> AllDocuments => [.. s_written, "src/Generator/Diagnostics/README.md"];

    [Theory, MemberData(nameof(Documents))]
    public void Code_compiles_with_the_generator(string path)
    {
        var document = new Document(path);
        CodeBlock[] blocks = [.. CodeBlock.Of(document)];
        Assert.Equal(Regex.Count(document.Text, "```csharp"), blocks.Length);
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
                MetadataReference.CreateFromFile(typeof(Interactive.LossCompiler).Assembly.Location),
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

    [Fact]
    public void The_pages_hold_the_examples()
    {
        string[] withExamples = ["README.md", "CONTRIBUTING.md", "docs/getting-started.md", "docs/the-language.md", "docs/gpu.md", "docs/declarations-at-run-time.md"];
        Assert.All(withExamples, path => Assert.NotEmpty(CodeBlock.Of(new Document(path))));
    }

    [Fact]
    public void The_README_is_short() => Assert.InRange(new Document("README.md").Text.Count(character => character == '\n'), 1, 150);

    /// <summary>Package registries show the README too, and relative links do not work there.</summary>
    [Fact]
    public void Links_of_the_README_are_absolute() =>
        Assert.All(new Document("README.md").Targets, target => Assert.Matches("^(https://|#)", target));

    [Fact]
    public void The_README_leads_to_every_page()
    {
        var readme = new Document("README.md");
        IEnumerable<string> files = readme.Targets.Select(readme.Resolve).OfType<(string File, string Anchor)>().Select(target => target.File);
        Assert.Empty(Document.Pages.Select(Document.FileOf).Except(files));
    }

    [Theory, MemberData(nameof(AllDocuments))]
    public void Links_lead_to_files_and_sections_that_exist(string path)
    {
        var document = new Document(path);
        foreach (string link in document.Targets)
        {
            if (document.Resolve(link) is not var (file, anchor))
                continue;
            Assert.True(Path.Exists(file), link);
            if (anchor is not "")
                Assert.Contains(anchor, new Document(Path.GetRelativePath(Document.FileOf(""), file)).Anchors);
        }
        Assert.Empty(document.References.Except(document.DefinedReferences));
        Assert.Empty(document.DefinedReferences.Except(document.References));
    }

    /// <summary>Projects, scripts and folders in commands and in the text.</summary>
    [Theory, MemberData(nameof(Documents))]
    public void Paths_exist(string path)
    {
        IEnumerable<string> paths = new Document(path).Code
            .SelectMany(code => Regex.Matches(code, @"(?<![\w./~-])(?:(?:src|tests|tools|samples|eng|docs|\.ci)/[\w./-]*\w|\./\w+\.sh)"))
            .Select(match => match.Value);
        Assert.All(paths, file => Assert.True(Path.Exists(Document.FileOf(file)), file));
    }

    [Theory, MemberData(nameof(Documents))]
    public void Prose_is_wrapped(string path)
    {
        // A table's row is one line; a link's target cannot be broken.
        IEnumerable<string> lines = new Document(path).Lines
            .Where(line => !Regex.IsMatch(line.Line, @"^\s*(\||!\[|\[[^\]]+\]: )"))
            .Where(line => Regex.Replace(line.Line, @"\]\([^)]*\)", "]").Length > 130)
            .Select(line => $"{path}:{line.Number}");
        Assert.Empty(lines);
    }

    [Theory, MemberData(nameof(Documents))]
    public void Words_are_plain(string path)
    {
        const string Archaic =
            @"\b(lest|likewise|besides|anew|whoever|whosoever|unless told|counts? for nothing|goes without saying|needs? no (saying|thought)|through the house|manners)\b";
        Assert.Empty(Regex.Matches(new Document(path).Prose, Archaic, RegexOptions.IgnoreCase).Select(match => match.Value));
    }
}
