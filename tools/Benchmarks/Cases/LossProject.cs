using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseLsr.Gen.Benchmarks.Cases;

/// <summary>A project of so many losses, each in a file and a namespace of its own, and a hundred files of other code.</summary>
internal sealed class LossProject
{
    private const int OtherFiles = 100;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    /// <summary>Whatever this process could load.</summary>
    public static readonly IReadOnlyList<string> References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static readonly MetadataReference[] s_references = [.. References.Select(path => MetadataReference.CreateFromFile(path))];
    private static readonly string[] s_catalog = ReadCatalog();

    private LossProject(CSharpCompilation compilation) => Compilation = compilation;

    public CSharpCompilation Compilation { get; private set; }

    public static LossProject Create(int losses) => new(CSharpCompilation.Create(
        "Losses",
        Files(losses).Select(file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path)),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));

    public static IEnumerable<(string Path, string Text)> Files(int losses) =>
    [
        ("Usings.cs", "global using System; global using SparseLsr.Gen;"),
        .. Enumerable.Range(0, losses).Select(i => (LossPath(i), LossText(i))),
        .. Enumerable.Range(0, OtherFiles).Select(i => (OtherPath(i), OtherText(i, member: 0, number: 0))),
    ];

    /// <summary>A keystroke inside a method that has nothing to do with any loss.</summary>
    public void TypeElsewhere(int key) => Replace(OtherPath(7), OtherText(7, member: 0, key));

    /// <summary>A keystroke that gives another class another member.</summary>
    public void DeclareElsewhere(int key) => Replace(OtherPath(7), OtherText(7, key, number: 0));

    /// <summary>A keystroke inside a loss.</summary>
    public void TypeInLoss(int key) => Replace(LossPath(0), LossText(0).Replace("=>", $"=> {key} *"));

    private void Replace(string path, string text)
    {
        SyntaxTree old = Compilation.SyntaxTrees.First(tree => tree.FilePath == path);
        Compilation = Compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, ParseOptions, path));
    }

    private static string LossPath(int i) => $"Loss{i}.cs";

    private static string OtherPath(int i) => $"Other{i}.cs";

    private static string LossText(int i) => s_catalog[i % s_catalog.Length].Replace("namespace SparseLsr.Gen;", $"namespace Losses{i};");

    private static string OtherText(int i, int member, int number) => $$"""
        using System.Collections.Generic;
        using System.Linq;

        namespace Others{{i}};

        /// <summary>Code as there is in any project.</summary>
        public sealed class Other(string name)
        {
            private readonly List<double> _values = [];

            public string Name { get; } = name;

            public double Mean => _values.Count == 0 ? 0 : _values.Average();

            public void Add{{member}}(double value)
            {
                if (double.IsNaN(value) || value < {{number}})
                    throw new ArgumentOutOfRangeException(nameof(value));
                _values.Add(value);
            }

            public IEnumerable<(int Index, double Value)> Above(double threshold)
            {
                for (int i = 0; i < _values.Count; i++)
                {
                    if (_values[i] > threshold)
                        yield return (i, _values[i]);
                }
            }
        }
        """;

    private static string[] ReadCatalog()
    {
        Assembly assembly = typeof(LossProject).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.EndsWith("Loss.cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()),
        ];
    }
}
