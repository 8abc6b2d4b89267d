using System.Collections.Concurrent;

namespace SparseLsr.Gen.Testing.Cases;

/// <summary>The rows that every loss and every engine is tried on, the same in every run.</summary>
internal static class RowTable
{
    private const int RowsOfAKind = 2;

    private static readonly ConcurrentDictionary<(int, bool), RowCase[]> s_rows = new();

    /// <summary>Around the widths of vectors and blocks, and far beyond them.</summary>
    public static IReadOnlyList<int> ClassCounts { get; } = [1, 2, 3, 7, 8, 9, 31, 64, 129, 1000, MostClasses];

    /// <summary>So many that a row in exact arithmetic takes long.</summary>
    public const int MostClasses = 4097;

    /// <summary>The rows of so many classes; twelve of them where every kind is possible.</summary>
    public static IReadOnlyList<RowCase> Rows(int classes, bool isSingle) =>
        s_rows.GetOrAdd((classes, isSingle), key =>
        [
            .. from kind in Enum.GetValues<RowKind>()
               where IsPossible(kind, key.Item1)
               from index in Enumerable.Range(0, RowsOfAKind)
               select Create(key.Item1, key.Item2, kind, index),
        ]);

    private static bool IsPossible(RowKind kind, int classes) => kind switch
    {
        RowKind.Ordinary or RowKind.Offset => true,
        // Where no other class is left is an edge of its own.
        RowKind.Masked => classes >= 3,
        _ => classes >= 2,
    };

    private static RowCase Create(int classes, bool isSingle, RowKind kind, int index)
    {
        var random = new Random(classes * 100 + (int)kind * 10 + index);
        double[] logits = [.. Enumerable.Range(0, classes).Select(_ => 2 * Normal(random))];
        int target = random.Next(classes);
        double far = index == 0 ? 12 : isSingle ? 60 : 300;
        switch (kind)
        {
            case RowKind.Confident:
                logits[target] = logits.Max() + far;
                break;
            case RowKind.Wrong:
                logits[target] = logits.Max() - far;
                break;
            case RowKind.Offset:
                logits = [.. logits.Select(logit => logit + (index == 0 ? 1e4 : -1e4))];
                break;
            case RowKind.Masked:
                target = Mask(logits, random, index);
                break;
            case RowKind.Ties:
                logits = [.. logits.Select(logit => index == 0 ? Math.Clamp(Math.Round(logit), -1, 1) : 0.75)];
                logits[target] = logits.Max();
                break;
        }
        return new RowCase(isSingle, kind, index, logits, target);
    }

    /// <summary>Masks the first half and some of the second; the target stands in the second half or, alone, in the first.</summary>
    private static int Mask(double[] logits, Random random, int index)
    {
        int half = logits.Length / 2;
        int target = index == 0 ? random.Next(half, logits.Length) : random.Next(half);
        int other = target == logits.Length - 1 ? half : logits.Length - 1;
        for (int j = 0; j < logits.Length; j++)
        {
            bool masked = j < half || random.Next(4) == 0;
            if (masked && j != target && j != other)
                logits[j] = double.NegativeInfinity;
        }
        return target;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
