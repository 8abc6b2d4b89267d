using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace SparseLsr.Gen.Package.Tests;

/// <summary>What is in the package, and what it says of itself.</summary>
public sealed class ContentTests(PackedPackage package)
{
    private const string Repository = "https://github.com/sparse-lsr/SparseLsr.Gen";
    private const string Library = "lib/net10.0/SparseLsr.Gen";

    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void It_holds_these_files_and_no_others()
    {
        using ZipArchive archive = package.Open();
        Assert.Equal(
            [
                "LICENSE",
                "README.md",
                "SparseLsr.Gen.nuspec",
                "analyzers/dotnet/cs/SparseLsr.Gen.CodeFixes.dll",
                "analyzers/dotnet/cs/SparseLsr.Gen.Generator.dll",
                "buildTransitive/SparseLsr.Gen.props",
                "icon.png",
                "lib/net10.0/SparseLsr.Gen.dll",
                "lib/net10.0/SparseLsr.Gen.xml",
            ],
            Contents(archive).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_depends_on_TorchSharp_and_ILGPU_and_leaves_libtorch_to_applications()
    {
        XElement[] dependencies = [.. Metadata().Descendants().Where(element => element.Name.LocalName == "dependency")];
        Assert.Equal(["ILGPU", "ILGPU.Algorithms", "TorchSharp"], dependencies.Select(dependency => dependency.Attribute("id")?.Value).Order());
        Assert.All(dependencies, dependency => Assert.Equal("net10.0", dependency.Parent?.Attribute("targetFramework")?.Value));
        // A development dependency would stay out of applications, and the losses are needed at run time.
        Assert.DoesNotContain(Metadata().Elements(), element => element.Name.LocalName == "developmentDependency");
    }

    [Fact]
    public void It_says_what_it_is_and_where_it_comes_from()
    {
        Dictionary<string, string> said = Metadata().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        Assert.Equal("SparseLsr.Gen", said["id"]);
        Assert.Equal("MIT", said["license"]);
        Assert.Equal("README.md", said["readme"]);
        Assert.Equal("icon.png", said["icon"]);
        Assert.Equal(Repository, said["projectUrl"]);
        Assert.NotEmpty(said["description"]);
        Assert.Equal($"{Repository}/blob/main/CHANGELOG.md", said["releaseNotes"]);
        string[] tags = said["tags"].Split(' ');
        Assert.Equal(tags.Distinct(), tags);
        Assert.Empty(new[] { "torchsharp", "ilgpu", "cuda", "gpu", "simd", "source-generator", "roslyn", "loss", "cross-entropy", "label-smoothing" }.Except(tags));
        XElement repository = Metadata().Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal(Repository, repository.Attribute("url")?.Value);
        // A copy of the sources without their history has no commit to name.
        if (HasHistory)
            Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")?.Value);
    }

    [Fact]
    public void Its_members_are_documented_generated_ones_too()
    {
        using ZipArchive archive = package.Open();
        string documentation = Encoding.UTF8.GetString(Contents(archive)[Library + ".xml"]);
        Assert.Contains("M:SparseLsr.Gen.SparseLsrLoss.#ctor(", documentation);
        Assert.Contains("P:SparseLsr.Gen.Row.LogOdds", documentation);
    }

    [Fact]
    public void Assemblies_are_compiled_reproducibly()
    {
        using ZipArchive archive = package.Open();
        Dictionary<string, byte[]> contents = Contents(archive);
        foreach (string assembly in contents.Keys.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var image = new PEReader(new MemoryStream(contents[assembly]));
            Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    /// <summary>The compiler's promise ends where a generator that it runs writes its files in another order each time.</summary>
    [Fact]
    public async Task Compiling_twice_gives_the_same_generator() =>
        Assert.Equal(await package.CompileGenerator(), await package.CompileGenerator());

    [Fact]
    public async Task Packing_twice_gives_the_same_bytes()
    {
        using ZipArchive first = package.Open(), second = package.OpenIn(await package.PackAgain(), "nupkg");
        Assert.Equal(Contents(first), Contents(second));
    }

    [Fact]
    public void Symbols_lead_to_the_sources()
    {
        using ZipArchive archive = package.Open(), symbolArchive = package.OpenSymbols();
        using var image = new PEReader(new MemoryStream(Contents(archive)[Library + ".dll"]));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Contents(symbolArchive)[Library + ".pdb"]));
        MetadataReader symbols = provider.GetMetadataReader();

        // The symbols are those of this very assembly.
        DebugDirectoryEntry entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal(image.ReadCodeViewDebugDirectoryData(entry).Guid, new BlobContentId(symbols.DebugMetadataHeader!.Id).Guid);

        // Sources are fetched from the repository; those that are generated are in no repository, and come along.
        if (HasHistory)
            Assert.Contains("https://raw.githubusercontent.com/sparse-lsr/SparseLsr.Gen/", Encoding.UTF8.GetString(Information(symbols, s_sourceLink).Single()));
        Assert.InRange(Information(symbols, s_embeddedSource).Count(), 12, 60);
    }

    private static bool HasHistory => Path.Exists(Path.Combine(BuildSettings.Root, ".git"));

    private XElement Metadata()
    {
        using ZipArchive archive = package.Open();
        return XDocument.Load(new MemoryStream(Contents(archive)["SparseLsr.Gen.nuspec"])).Root!.Elements().Single();
    }

    /// <summary>Every file, without those that the format itself asks for.</summary>
    private static Dictionary<string, byte[]> Contents(ZipArchive archive) => archive.Entries
        .Where(entry => !entry.FullName.StartsWith("_rels/", StringComparison.Ordinal)
            && !entry.FullName.StartsWith("package/services/", StringComparison.Ordinal)
            && entry.FullName != "[Content_Types].xml")
        .ToDictionary(entry => entry.FullName, Read);

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IEnumerable<byte[]> Information(MetadataReader symbols, Guid kind) =>
        from handle in symbols.CustomDebugInformation
        let information = symbols.GetCustomDebugInformation(handle)
        where symbols.GetGuid(information.Kind) == kind
        select symbols.GetBlobBytes(information.Value);
}
