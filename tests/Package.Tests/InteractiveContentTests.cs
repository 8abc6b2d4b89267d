using System.IO.Compression;
using System.Xml.Linq;

namespace SparseLsr.Gen.Package.Tests;

/// <summary>What is in the package for declarations at run time.</summary>
public sealed class InteractiveContentTests(PackedPackage package)
{
    [Fact]
    public void It_holds_the_generator_as_a_library()
    {
        using ZipArchive archive = package.OpenInteractive();
        Assert.Equal(
            [
                "LICENSE",
                "README.md",
                "SparseLsr.Gen.Interactive.nuspec",
                "icon.png",
                "lib/net10.0/SparseLsr.Gen.Generator.dll",
                "lib/net10.0/SparseLsr.Gen.Interactive.dll",
                "lib/net10.0/SparseLsr.Gen.Interactive.xml",
            ],
            archive.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_depends_on_the_main_package_of_its_version_and_on_Roslyn()
    {
        using ZipArchive archive = package.OpenInteractive();
        using Stream stream = archive.GetEntry("SparseLsr.Gen.Interactive.nuspec")!.Open();
        Dictionary<string, XElement> dependencies = XDocument.Load(stream).Descendants()
            .Where(element => element.Name.LocalName == "dependency").ToDictionary(element => element.Attribute("id")!.Value);
        Assert.Equal(["Microsoft.CodeAnalysis.CSharp", "SparseLsr.Gen"], dependencies.Keys.Order());
        Assert.Equal(package.Version, dependencies["SparseLsr.Gen"].Attribute("version")?.Value);
        Assert.Equal("5.0.0", dependencies["Microsoft.CodeAnalysis.CSharp"].Attribute("version")?.Value);
        // The generator of losses that are declared in the project comes along.
        Assert.Equal("All", dependencies["SparseLsr.Gen"].Attribute("include")?.Value);
    }

    private static bool IsOfTheFormat(string name) =>
        name is "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);
}
