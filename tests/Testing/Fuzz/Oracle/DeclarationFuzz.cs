using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

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
        return [.. batch.All.Select(compiled => judge.Judge(compiled, FuzzRow.Create(compiled.Declaration.RowSeed))).OfType<Finding>()];
    }

    /// <summary>Replaces a part by a smaller one, the best first, for as long as the same is wrong.</summary>
    private static Finding Shrink(Finding finding)
    {
        while (Smaller(finding) is { } smaller)
            finding = smaller;
        return finding;
    }

    private static Finding? Smaller(Finding finding)
    {
        RandomDeclaration whole = finding.Declaration;
        RandomDeclaration[] candidates =
        [
            .. whole.Class.Smaller().Where(piece => IsSmaller(piece, whole.Class)).OrderBy(piece => piece.Size)
                .Select((piece, i) => whole with { Class = piece, Name = $"Smaller{i}Loss" }),
        ];
        return candidates.Chunk(BatchSize).Select(chunk => Judge(chunk, new Tally()).FirstOrDefault(found => found.Kind == finding.Kind))
            .FirstOrDefault(found => found is not null);
    }

    private static bool IsSmaller(Piece piece, Piece whole) =>
        piece.Size < whole.Size || (piece.Size == whole.Size && piece.ToString().Length < whole.ToString().Length);
}
