using System.Globalization;
using SparseLsr.Gen.Testing.Fuzz.Declarations;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>A row that random declarations are tried on.</summary>
internal sealed record FuzzRow(string Kind, double[] Logits, int Target)
{
    private static readonly int[] s_classCounts = [2, 3, 5, 9, 33];

    /// <summary>A value for each of <see cref="FuzzInputs.Numbers"/>, or none.</summary>
    public double[] Numbers { get; init; } = [];

    /// <summary>The class input, or nothing.</summary>
    public double[] OfClasses { get; init; } = [];

    /// <summary>The number of that name that comes with the row.</summary>
    public double Number(string name) => Numbers[Array.IndexOf(FuzzInputs.Numbers, name)];

    /// <summary>The element of a class vector, or of the class input, for a class.</summary>
    public double Element(string vector, double index) =>
        vector == FuzzInputs.OfClasses ? OfClasses[(int)index] : FuzzVectors.At(vector, index);

    public override string ToString() =>
        $"{Kind} row: target {Target} of [{Format(Logits)}], numbers [{Format(Numbers)}], of classes [{Format(OfClasses)}]";

    private static string Format(double[] values) =>
        string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Ordinary and extreme rows, the same for the same seed.</summary>
    public static IReadOnlyList<FuzzRow> Create(int seed)
    {
        var random = new Random(seed);
        FuzzRow[] rows =
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
        return [.. rows.Select(row => WithInputs(row, random))];
    }

    private static FuzzRow Row(string kind, Random random, double ahead, double spread)
    {
        int classes = s_classCounts[random.Next(s_classCounts.Length)];
        double[] logits = [.. Enumerable.Range(0, classes).Select(_ => (double)(float)(spread * Normal(random)))];
        int target = random.Next(classes);
        if (ahead != 0)
            logits[target] = (float)(logits.Max() + ahead);
        return new FuzzRow(kind, logits, target);
    }

    /// <summary>Numbers are whole once in a while; the class input may be negative or 0.</summary>
    private static FuzzRow WithInputs(FuzzRow row, Random random) => row with
    {
        Numbers =
        [
            .. FuzzInputs.Numbers.Select(_ => random.Next(4) == 0 ? random.Next(-1, 4) : Math.Round(4 * random.NextDouble() - 1.5, 2)),
        ],
        OfClasses = [.. row.Logits.Select(_ => random.Next(5) == 0 ? 0 : Math.Round(2 * random.NextDouble() - 0.5, 3))],
    };

    private static FuzzRow Shifted(FuzzRow row, double by) => row with { Logits = [.. row.Logits.Select(logit => logit + by)] };

    /// <summary>Every third class that is not the target, if any other is left.</summary>
    private static FuzzRow Masked(FuzzRow row) =>
        row with { Logits = [.. row.Logits.Select((logit, j) => j % 3 == 2 && j != row.Target ? double.NegativeInfinity : logit)] };

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
