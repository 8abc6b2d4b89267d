namespace SparseLsr.Gen.GpuChecks.Batches;

/// <summary>Rows of every kind that a kernel has to tell apart, one of each.</summary>
internal static class EdgeRows
{
    /// <summary>The index of the row whose target is no class.</summary>
    public const int WithoutClass = 5;

    public const long IgnoreIndex = -100;

    /// <param name="classes">C.</param>
    /// <param name="isNarrow">Whether the element type has fewer bits than float32: it cannot tell classes apart far from 0.</param>
    public static (double[][] Rows, long[] Targets) Of(int classes, bool isNarrow)
    {
        var random = new Random(classes);
        double[] Row(double offset = 0) => [.. Enumerable.Range(0, classes).Select(_ => offset + 6 * random.NextDouble() - 3)];
        double[] With(double[] row, int index, double value)
        {
            row[index] = value;
            return row;
        }

        double[] masked = Row();
        for (int j = 1; j < classes - 1; j += 3)
            masked[j] = double.NegativeInfinity;
        int last = classes - 1, middle = classes / 2;
        (double[] Row, long Target)[] rows =
        [
            (Row(), last),
            (Row(isNarrow ? 48 : 1e4), middle),
            (masked, 0),
            (With(Row(), middle, double.NegativeInfinity), middle),
            // An ignored row is not read.
            (With(Row(), 0, double.NaN), IgnoreIndex),
            (Row(), classes % 2 == 0 ? classes : -7),
            (With(Row(), last, double.NaN), 0),
            (With(Row(), 0, double.PositiveInfinity), last),
            // All but certain of its target, and all but certain of another class.
            (With(Row(), middle, 25), middle),
            (With(Row(), last, -25), last),
            // Every other class is masked.
            (With(Array.ConvertAll(Row(), static _ => double.NegativeInfinity), last, 0.5), last),
        ];
        return ([.. rows.Select(row => row.Row)], [.. rows.Select(row => row.Target)]);
    }
}
