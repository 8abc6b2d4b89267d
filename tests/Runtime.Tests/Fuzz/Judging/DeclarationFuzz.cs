using SparseLsr.Gen.Tests.Fuzz.Declarations;

namespace SparseLsr.Gen.Tests.Fuzz.Judging;

/// <summary>Random declarations by the batch: compiled, loaded, run and judged; what is wrong is made small.</summary>
internal sealed class DeclarationFuzz(int seed)
{
    private const int BatchSize = 50;

    public Tally Tally { get; } = new();

    /// <summary>What is wrong with the declarations of these numbers, each as small as it can be made.</summary>
    public IEnumerable<Finding> Run(int first, int count)
    {
        for (int start = first; start < first + count; start += BatchSize)
        {
            int size = Math.Min(BatchSize, first + count - start);
            RandomDeclaration[] declarations = [.. Enumerable.Range(start, size).Select(number => RandomDeclaration.Create(seed, number))];
            foreach (Finding finding in Judge(declarations, Tally))
                yield return Shrink(finding);
        }
    }

    /// <summary>Judges declarations, each on rows of its own.</summary>
    public static List<Finding> Judge(IReadOnlyList<RandomDeclaration> declarations, Tally tally)
    {
        var judge = new DeclarationJudge(tally);
        using CompiledDeclarations batch = CompiledDeclarations.Compile(declarations);
        return [.. batch.All.Select(compiled => judge.Judge(compiled, Rows(compiled.Declaration))).OfType<Finding>()];
    }

    /// <summary>The same for a declaration and all that it is shrunk to.</summary>
    private static IReadOnlyList<FuzzRow> Rows(RandomDeclaration declaration) =>
        FuzzRow.Create(declaration.Name.Aggregate(17, (hash, character) => unchecked(hash * 31 + character)));

    /// <summary>Replaces a part by a smaller one for as long as the same is wrong.</summary>
    private static Finding Shrink(Finding finding)
    {
        while (true)
        {
            Piece[] candidates = [.. finding.Declaration.Class.Smaller().Where(piece => piece.Size <= finding.Declaration.Class.Size).OrderBy(piece => piece.Size)];
            Finding? smaller = candidates.Chunk(BatchSize).Select(chunk => Smallest(finding, chunk)).FirstOrDefault(found => found is not null);
            if (smaller is null)
                return finding;
            finding = smaller;
        }
    }

    private static Finding? Smallest(Finding finding, Piece[] candidates)
    {
        // Together in one compilation, each in a namespace's worth of its own name.
        foreach (Piece candidate in candidates)
        {
            RandomDeclaration declaration = finding.Declaration with { Class = candidate };
            if (candidate.ToString() == finding.Declaration.Class.ToString())
                continue;
            if (Judge([declaration], new Tally()).FirstOrDefault(found => found.Kind == finding.Kind) is { } found)
                return found;
        }
        return null;
    }
}
