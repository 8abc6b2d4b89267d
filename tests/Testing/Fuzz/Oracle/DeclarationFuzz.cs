using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>Random declarations by the batch: compiled, loaded, run and compared with the oracle; what is wrong is made small.</summary>
/// <param name="seed">The seed.</param>
/// <param name="device">Makes a device whose kernels are compared too, for each declaration; null for none.</param>
internal sealed class DeclarationFuzz(int seed, Func<int, IGpuDevice>? device = null)
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
            foreach (Finding finding in Check(declarations, Tally, device))
                yield return Shrink(finding);
        }
    }

    /// <summary>Compares declarations with the oracle, each on rows of its own.</summary>
    public static List<Finding> Check(IReadOnlyList<RandomDeclaration> declarations, Tally tally, Func<int, IGpuDevice>? device = null)
    {
        using CompiledDeclarations batch = CompiledDeclarations.Compile(declarations);
        return [.. batch.All.Select(Check).OfType<Finding>()];

        Finding? Check(CompiledDeclaration compiled)
        {
            IGpuDevice? own = device?.Invoke(compiled.Declaration.RowSeed);
            using var disposed = own as IDisposable;
            return new DeclarationOracle(tally, own).Check(compiled, FuzzRow.Create(compiled.Declaration.RowSeed));
        }
    }

    /// <summary>Replaces a part by a smaller one, the best first, for as long as the same is wrong.</summary>
    private Finding Shrink(Finding finding)
    {
        while (Smaller(finding) is { } smaller)
            finding = smaller;
        return finding;
    }

    private Finding? Smaller(Finding finding)
    {
        RandomDeclaration whole = finding.Declaration;
        RandomDeclaration[] candidates =
        [
            .. whole.Class.Smaller().Where(piece => IsSmaller(piece, whole.Class)).OrderBy(piece => piece.Size)
                .Select((piece, i) => whole with { Class = piece, Name = $"Smaller{i}Loss" }),
        ];
        return candidates.Chunk(BatchSize).Select(chunk => Check(chunk, new Tally(), device).FirstOrDefault(found => found.Kind == finding.Kind))
            .FirstOrDefault(found => found is not null);
    }

    private static bool IsSmaller(Piece piece, Piece whole) =>
        piece.Size < whole.Size || (piece.Size == whole.Size && piece.ToString().Length < whole.ToString().Length);
}
