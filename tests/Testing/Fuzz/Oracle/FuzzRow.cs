namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>A row that random declarations are tried on.</summary>
internal sealed record FuzzRow(string Kind, double[] Logits, int Target)
{
    private static readonly int[] _classCounts = [2, 3, 5, 9, 33];

    public override string ToString() =>
        FormattableString.Invariant($"{Kind} row: target {Target} of [{string.Join(", ", Logits.Select(logit => logit.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}]");

    /// <summary>Ordinary and extreme rows, the same for the same seed.</summary>
    public static IReadOnlyList<FuzzRow> Create(int seed)
    {
        var random = new Random(seed);
        return
        [
            Row("ordinary", random, 0, 2),
            Row("ordinary", random, 0, 1),
            Row("near", random, 0, 1e-3),
            Row("confident", random, 8 + 25 * random.NextDouble(), 1),
            Row("wrong", random, -8 - 25 * random.NextDouble(), 1),
            Row("very confident", random, 60 + 100 * random.NextDouble(), 1),
            Row("very wrong", random, -60 - 100 * random.NextDouble(), 1),
            Shifted(Row("offset", random, 0, 2), random.Next(2) == 0 ? 1e4 : -300),
            Masked(Row("masked", random, 0, 2)),
            Row("equal", random, 0, 0),
        ];
    }

    private static FuzzRow Row(string kind, Random random, double ahead, double spread)
    {
        int classes = _classCounts[random.Next(_classCounts.Length)];
        double[] logits = [.. Enumerable.Range(0, classes).Select(_ => (double)(float)(spread * Normal(random)))];
        int target = random.Next(classes);
        if (ahead != 0)
            logits[target] = (float)(logits.Max() + ahead);
        return new FuzzRow(kind, logits, target);
    }

    private static FuzzRow Shifted(FuzzRow row, double by) => row with { Logits = [.. row.Logits.Select(logit => logit + by)] };

    /// <summary>Every third class that is not the target, if any other is left.</summary>
    private static FuzzRow Masked(FuzzRow row) =>
        row with { Logits = [.. row.Logits.Select((logit, j) => j % 3 == 2 && j != row.Target ? double.NegativeInfinity : logit)] };

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
