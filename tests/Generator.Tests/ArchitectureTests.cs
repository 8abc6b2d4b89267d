using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SparseLsr.Gen.Testing.Architecture;

namespace SparseLsr.Gen.Generator.Tests;

/// <summary>The generator's architecture, as it is compiled.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each namespace with those that it may use: only what comes before it on the way from C# to C#.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Collections"] = [],
        ["Diagnostics"] = [],
        ["Symbolic"] = ["Collections"],
        ["Symbolic.Analyses"] = ["Collections", "Symbolic"],
        ["Symbolic.Rewriting"] = ["Collections", "Symbolic", "Symbolic.Analyses"],
        ["Symbolic.Rewriting.Patterns"] = ["Collections", "Symbolic", "Symbolic.Rewriting"],
        ["Symbolic.Rewriting.Rules"] = ["Collections", "Symbolic", "Symbolic.Analyses", "Symbolic.Rewriting", "Symbolic.Rewriting.Patterns"],
        ["Symbolic.Derivatives"] = ["Collections", "Symbolic", "Symbolic.Rewriting"],
        ["Models"] = ["Collections", "Symbolic"],
        ["Declarations"] = ["Collections", "Diagnostics", "Models", "Symbolic"],
        ["Plans"] = ["Collections", "Models", "Symbolic", "Symbolic.Analyses", "Symbolic.Derivatives", "Symbolic.Rewriting"],
        ["Checks"] = ["Collections", "Diagnostics", "Models", "Plans", "Symbolic", "Symbolic.Rewriting"],
        ["Emitters.Text"] = [],
        ["Emitters.Kernels"] = ["Collections", "Emitters.Text", "Models", "Plans", "Symbolic", "Symbolic.Analyses"],
        ["Emitters.Members"] = ["Collections", "Emitters.Kernels", "Emitters.Text", "Models", "Plans", "Symbolic"],
        ["Emitters"] = ["Collections", "Emitters.Kernels", "Emitters.Members", "Emitters.Text", "Models", "Plans", "Symbolic"],
        [""] = ["Checks", "Collections", "Declarations", "Diagnostics", "Emitters", "Models", "Plans"],
    };

    /// <summary>What breaks the table and is known. This list only gets shorter.</summary>
    private static readonly string[] Exceptions =
    [
        // The engine asks the table of rules, and each rule the engine.
        "Symbolic.Rewriting.Simplifier → Symbolic.Rewriting.Rules",
    ];

    /// <summary>Types outside of <c>Declarations</c> and <c>Diagnostics</c> that know the compiler; Identifiers asks which words are C#'s own.</summary>
    private static readonly string[] KnowingTheCompiler =
        ["Models.DiagnosticInfo", "Models.Identifiers", "Models.LocationInfo", "SparseTargetLossAnalyzer", "SparseTargetLossGenerator"];

    private static readonly string[] CompilerNamespaces =
    [
        "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.CSharp.Syntax", "Microsoft.CodeAnalysis.Diagnostics",
        "Microsoft.CodeAnalysis.Operations", "Microsoft.CodeAnalysis.Text",
    ];

    private const string RootNamespace = "SparseLsr.Gen.Generator";

    /// <summary>The generator's own folder.</summary>
    public static string Root { get; } = FindRoot();

    private static string Assembly => typeof(SparseTargetLossGenerator).Assembly.Location;

    [Fact]
    public void Namespaces_use_only_what_comes_before_them() => ArchitectureCheck.Check(Assembly, RootNamespace, MayUse, Exceptions);

    [Fact]
    public void Compiler_is_known_to_the_front_end_alone()
    {
        string[] knowing =
        [
            .. from type in TypeReferences.Read(Assembly)
               where type.Key.Namespace is RootNamespace || type.Key.Namespace.StartsWith(RootNamespace + ".", StringComparison.Ordinal)
               where type.Key.Namespace is not (RootNamespace + ".Declarations" or RootNamespace + ".Diagnostics")
               where type.Value.Any(used => CompilerNamespaces.Contains(used.Namespace))
               orderby type.Key.ToString()
               select type.Key.ToString()[(RootNamespace.Length + 1)..],
        ];
        Assert.Equal(KnowingTheCompiler, knowing);
    }

    [Fact]
    public void Folders_are_namespaces() => Assert.All(Sources(), file =>
    {
        string folder = Path.GetDirectoryName(Relative(file))!.Replace('\\', '/').Replace('/', '.');
        Assert.Contains($"namespace {RootNamespace}{(folder.Length > 0 ? "." : "")}{folder};", File.ReadAllText(file));
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
