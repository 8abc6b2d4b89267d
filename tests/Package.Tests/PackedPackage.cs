using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(SparseLsr.Gen.Package.Tests.PackedPackage))]

namespace SparseLsr.Gen.Package.Tests;

/// <summary>The packages, packed once from what has been built, in a folder of its own that goes when the tests are over.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparse-lsr-package-").FullName;

    /// <summary>One that no cache has seen.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"{BuildSettings.Version}-test.{DateTime.UtcNow.Ticks}");

    /// <summary>The folder of the package.</summary>
    public string Source => Path.Combine(_folder, "source");

    /// <summary>The folder that consumers are built in: outside of the repository, whose settings they do not inherit.</summary>
    public string Consumers => Path.Combine(_folder, "consumers");

    /// <summary>What a consumer's build finds in its environment.</summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["SparseLsrVersion"] = Version,
        ["LibTorch"] = BuildSettings.LibTorchPackage,
        ["LibTorchVersion"] = BuildSettings.LibTorchVersion,
        // Only what the machine does not have yet goes here, so that the package leaves nothing behind.
        ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
        // Where apps of one file are built.
        ["XDG_DATA_HOME"] = Path.Combine(_folder, "data"),
        // Where a single file unpacks its libraries.
        ["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = Path.Combine(_folder, "unpacked"),
    };

    public async ValueTask InitializeAsync()
    {
        await Pack(Source);
        CopyConsumers();
        Directory.CreateDirectory(Environment["XDG_DATA_HOME"]);
        // Beside the sources that the machine is set up with.
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), new XElement(
            "configuration",
            new XElement("packageSources", Add("packed", Source)),
            new XElement("fallbackPackageFolders", Add("machine", BuildSettings.PackageFolder))).ToString());

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Packs once more, elsewhere.</summary>
    internal async Task<string> PackAgain()
    {
        string folder = Path.Combine(_folder, "again");
        await Pack(folder);
        return folder;
    }

    /// <summary>Compiles the generator from its sources, aside of what has been built.</summary>
    /// <returns>The assembly.</returns>
    internal async Task<byte[]> CompileGenerator()
    {
        string folder = Path.Combine(_folder, "generator");
        await DotNet.Run(
            BuildSettings.Root, new Dictionary<string, string>(),
            "build", "src/Generator", "--no-restore", "--no-incremental", "-c", BuildSettings.Configuration,
            $"-p:IntermediateOutputPath={folder}/obj/", $"-p:OutDir={folder}/out/", "-p:RunAnalyzers=false");
        return File.ReadAllBytes(Path.Combine(folder, "out/SparseLsr.Gen.Generator.dll"));
    }

    internal ZipArchive Open() => OpenIn(Source, "nupkg");

    internal ZipArchive OpenSymbols() => OpenIn(Source, "snupkg");

    internal ZipArchive OpenInteractive() => ZipFile.OpenRead(Path.Combine(Source, $"SparseLsr.Gen.Interactive.{Version}.nupkg"));

    internal ZipArchive OpenIn(string folder, string extension) =>
        ZipFile.OpenRead(Path.Combine(folder, $"SparseLsr.Gen.{Version}.{extension}"));

    private async Task Pack(string folder)
    {
        foreach (string project in (string[])["src/Runtime/SparseLsr.Gen.csproj", "src/Interactive/SparseLsr.Gen.Interactive.csproj"])
        {
            await DotNet.Run(
                BuildSettings.Root, new Dictionary<string, string>(),
                "pack", project, "--no-build", "-c", BuildSettings.Configuration, "-o", folder, $"-p:PackageVersion={Version}");
        }
    }

    private void CopyConsumers()
    {
        string sources = Path.Combine(BuildSettings.Root, "tests/Package.Tests/Consumers");
        foreach (string file in Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(Consumers, Path.GetRelativePath(sources, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
