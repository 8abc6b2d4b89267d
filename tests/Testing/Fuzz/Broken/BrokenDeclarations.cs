using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseLsr.Gen.Generator;
using SparseLsr.Gen.Generator.Models;
using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Broken;

/// <summary>
/// Random declarations with broken text through the generator: it never fails; what it makes nothing of, it or C# reports; and what
/// it generates has no errors of its own, whatever those of the declaration.
/// </summary>
/// <remarks>
/// C# itself recurses deeper than it checks for, over nested types for one, and takes the process down on an ordinary stack. All runs
/// on 256 MiB here, which 2,000 levels of anything survive; that the generator can do with 1 MiB is tested elsewhere.
/// </remarks>
internal sealed class BrokenDeclarations(int seed)
{
    private const int BatchSize = 40;

    /// <summary>Texts that still were a loss, and those that were refused.</summary>
    public int Sound { get; private set; }

    public int Refused { get; private set; }

    /// <summary>What is wrong, with the text that shows it.</summary>
    public IEnumerable<string> Run(int first, int count)
    {
        for (int start = first; start < first + count; start += BatchSize)
        {
            string[] sources = [.. Enumerable.Range(start, Math.Min(BatchSize, first + count - start)).Select(Create)];
            foreach (string fault in OnLargeStack(() => Check(sources)))
                yield return fault;
        }
    }

    private string Create(int number) =>
        new TextMutation(new Random(unchecked(seed * 31 + number))).Mutate(RandomDeclaration.Create(seed, number).Source);

    private List<string> Check(string[] sources)
    {
        SyntaxTree[] trees = [.. sources.Select((source, i) => DeclarationCompiler.Parse(source, $"Source{i}.cs"))];
        CSharpCompilation compilation = DeclarationCompiler.Compile(trees);
        GeneratorDriver driver = DeclarationCompiler.CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation completed, out _);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        if (run.Exception is not null)
            return sources.Length == 1 ? [$"{run.Exception}\n{sources[0]}"] : Separately(sources);

        LossDeclaration[] declarations = run.TrackedSteps.TryGetValue(TrackingNames.Declaration, out var steps)
            ? [.. steps.SelectMany(step => step.Outputs).Select(output => (LossDeclaration)output.Value)]
            : [];
        HashSet<string> read = [.. declarations.Select(declaration => declaration.Model).Where(model => model is { IsBroken: false }).Select(model => model!.ClassName)];
        HashSet<string> reported = [.. run.Diagnostics.Where(IsError).Select(diagnostic => diagnostic.Location.GetLineSpan().Path)];
        (int sound, int refused) = (Sound, Refused);
        List<string> faults = [.. trees.Select(tree => Check(tree, completed, read, reported.Contains(tree.FilePath))).OfType<string>()];
        if (faults.Count == 0 || sources.Length == 1)
            return faults;
        // One text that declares a type 'System' breaks all that is compiled with it.
        (Sound, Refused) = (sound, refused);
        return Separately(sources);
    }

    private List<string> Separately(string[] sources) => [.. sources.SelectMany(source => Check([source]))];

    private string? Check(SyntaxTree tree, Compilation completed, HashSet<string> read, bool isReported)
    {
        bool isRefused = isReported || completed.GetSemanticModel(tree).GetDiagnostics().Any(IsError);
        foreach (TypeDeclarationSyntax type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Where(IsLoss))
        {
            string name = type.Identifier.ValueText;
            if (!isRefused && !read.Contains(name))
                return $"'{name}' is no loss, and nobody says why\n{tree}";
            Diagnostic? error = completed.SyntaxTrees.Where(generated => generated.FilePath.EndsWith($".{name}.g.cs", StringComparison.Ordinal))
                .SelectMany(generated => completed.GetSemanticModel(generated).GetDiagnostics()).FirstOrDefault(IsError);
            if (error is not null)
                return $"{error}\n{tree}";
            if (!isRefused)
                Sound++;
        }
        if (isRefused)
            Refused++;
        return null;
    }

    private static bool IsLoss(TypeDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "SparseTargetLoss");

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static List<string> OnLargeStack(Func<List<string>> action)
    {
        const int Bytes = 256 << 20;
        List<string>? result = null;
        Exception? thrown = null;
        var thread = new Thread(() => (result, thrown) = Run(action), Bytes);
        thread.Start();
        thread.Join();
        return result ?? throw new InvalidOperationException("The compiler failed.", thrown);
    }

    /// <summary>What comes of it: an exception of the compiler must not end the process.</summary>
    private static (List<string>?, Exception?) Run(Func<List<string>> action)
    {
        try
        {
            return (action(), null);
        }
        catch (Exception exception)
        {
            return (null, exception);
        }
    }
}
