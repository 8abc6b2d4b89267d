namespace SparseLsr.Gen.GpuChecks.Batches;

/// <summary>The first rows of a batch that consists of their repetitions.</summary>
/// <param name="Logits">Those of the rows, one row after the other.</param>
/// <param name="Targets">Their targets.</param>
internal sealed record RepeatedRows(double[] Logits, long[] Targets)
{
    /// <summary>The most numbers that are thought out on the host.</summary>
    private const int MostElements = 1 << 22;

    /// <summary>An odd number of rows: where a kernel takes one row for another, a power of two apart, it shows.</summary>
    public static RepeatedRows Of(long rows, int classes)
    {
        int count = (int)Math.Min(rows, Math.Clamp(MostElements / classes, 3, 1023) | 1);
        var random = new Random(classes);
        double[] logits = [.. Enumerable.Range(0, count * classes).Select(_ => 12 * random.NextDouble() - 6)];
        long[] targets = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(classes))];
        return new RepeatedRows(logits, targets);
    }
}
