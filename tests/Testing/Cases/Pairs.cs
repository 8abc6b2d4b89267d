namespace SparseLsr.Gen.Testing.Cases;

/// <summary>
/// Covering arrays of strength two: instead of the full product of some dimensions a few rows in which every two values of any two
/// dimensions meet. Most faults take two values to show; few take three.
/// </summary>
internal static class Pairs
{
    /// <summary>Rows of indices, one for each dimension; the same in every run.</summary>
    /// <param name="sizes">How many values each dimension has.</param>
    public static IReadOnlyList<int[]> Cover(params int[] sizes)
    {
        HashSet<(int I, int A, int J, int B)> open =
        [
            .. from i in Enumerable.Range(0, sizes.Length)
               from j in Enumerable.Range(i + 1, sizes.Length - i - 1)
               from a in Enumerable.Range(0, sizes[i])
               from b in Enumerable.Range(0, sizes[j])
               select (i, a, j, b),
        ];
        var rows = new List<int[]>();
        while (open.Count > 0)
            rows.Add(Next(sizes, open));
        return rows;
    }

    /// <summary>Pairs of three dimensions.</summary>
    public static IEnumerable<(T1, T2, T3)> Of<T1, T2, T3>(IReadOnlyList<T1> first, IReadOnlyList<T2> second, IReadOnlyList<T3> third) =>
        Cover(first.Count, second.Count, third.Count).Select(row => (first[row[0]], second[row[1]], third[row[2]]));

    /// <summary>Pairs of four dimensions.</summary>
    public static IEnumerable<(T1, T2, T3, T4)> Of<T1, T2, T3, T4>(
        IReadOnlyList<T1> first, IReadOnlyList<T2> second, IReadOnlyList<T3> third, IReadOnlyList<T4> fourth) =>
        Cover(first.Count, second.Count, third.Count, fourth.Count)
            .Select(row => (first[row[0]], second[row[1]], third[row[2]], fourth[row[3]]));

    /// <summary>The row that begins with the first open pair, and whose other values close as many more as they can.</summary>
    private static int[] Next(int[] sizes, HashSet<(int I, int A, int J, int B)> open)
    {
        int[] row = [.. Enumerable.Repeat(-1, sizes.Length)];
        (int first, int firstValue, int second, int secondValue) = open.Min();
        (row[first], row[second]) = (firstValue, secondValue);
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] < 0)
                row[i] = Enumerable.Range(0, sizes[i]).MaxBy(value => Closed(row, i, value, open).Count());
        }
        for (int i = 0; i < row.Length; i++)
            open.ExceptWith([.. Closed(row, i, row[i], open)]);
        return row;
    }

    /// <summary>The open pairs that a value closes with those that are chosen.</summary>
    private static IEnumerable<(int, int, int, int)> Closed(int[] row, int at, int value, HashSet<(int I, int A, int J, int B)> open) =>
        from other in Enumerable.Range(0, row.Length)
        where other != at && row[other] >= 0
        let pair = at < other ? (at, value, other, row[other]) : (other, row[other], at, value)
        where open.Contains(pair)
        select pair;
}
