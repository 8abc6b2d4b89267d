using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SparseLsr.Gen.Generator.Declarations;
using SparseLsr.Gen.Generator.Emitters;

namespace SparseLsr.Gen.Generator.Tests;

/// <summary>The dependencies between the generator's folders, checked in the source text.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Symbolic =
        ["Symbolic", "Symbolic.Analyses", "Symbolic.Derivatives", "Symbolic.Rewriting", "Symbolic.Rewriting.Patterns", "Symbolic.Rewriting.Rules"];

    /// <summary>The namespaces that each folder may use.</summary>
    private static readonly Dictionary<string, string[]> MayRead = new()
    {
        ["Collections"] = [],
        ["Symbolic"] = ["Collections", .. Symbolic],
        ["Diagnostics"] = ["Collections"],
        ["Models"] = ["Collections", "Diagnostics", "Models", "Symbolic"],
        ["Declarations"] = ["Collections", "Declarations", "Diagnostics", "Models", "Symbolic"],
        ["Plans"] = ["Collections", "Plans", "Models", .. Symbolic],
        ["Checks"] = ["Collections", "Checks", "Diagnostics", "Plans", "Models", .. Symbolic],
        ["Emitters"] =
            ["Collections", "Emitters", "Emitters.Cpu", "Emitters.Gpu", "Emitters.Torch", "Plans", "Models", "Symbolic", "Symbolic.Analyses"],
    };

    /// <summary>The generator's own folder.</summary>
    public static string Root { get; } = FindRoot();

    public static TheoryData<string> Stages => [.. MayRead.Keys];

    [Fact]
    public void Compiler_is_known_to_the_front_end_alone()
    {
        // Identifiers uses the compiler's list of keywords and no symbols.
        string[] knowing = [.. Sources().Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bMicrosoft\.CodeAnalysis\b")).Select(Relative)];
        Assert.NotEmpty(knowing);
        Assert.All(knowing, file => Assert.Matches(
            "^(Declarations/.*|Diagnostics/.*|Emitters/Identifiers|SparseTargetLoss(Generator|Analyzer))\\.cs$", file));
    }

    [Fact]
    public void Helper_names_of_reader_and_emitter_are_the_same() => Assert.Equal(KnownNames.Helpers, HelperNames.FullNames.Keys);

    [Theory, MemberData(nameof(Stages))]
    public void Stage_reads_only_what_lies_before_it(string stage)
    {
        foreach (string file in Sources().Where(file => Relative(file).StartsWith(stage + "/", StringComparison.Ordinal)))
        {
            IEnumerable<string> read = Regex.Matches(File.ReadAllText(file), @"^using (?:static )?SparseLsr\.Gen\.Generator\.([\w.]+)", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value);
            Assert.All(read, name => Assert.True(MayRead[stage].Contains(name), $"{Relative(file)} reads {name}"));
        }
    }

    [Fact]
    public void Folders_are_namespaces() => Assert.All(Sources(), file =>
    {
        string folder = Path.GetDirectoryName(Relative(file))!.Replace('\\', '/').Replace('/', '.');
        Assert.Contains($"namespace SparseLsr.Gen.Generator{(folder.Length > 0 ? "." : "")}{folder};", File.ReadAllText(file));
    });

    [Fact]
    public void Pipeline_is_short() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Root, "SparseTargetLossGenerator.cs")).Length, 20, 120);

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(Relative(file), "^(bin|obj)/"));

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../src/Generator"));
}
