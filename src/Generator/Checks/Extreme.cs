namespace SparseLsr.Gen.Generator.Checks;

/// <summary>A direction in which rows leave the numbers that plain C# keeps.</summary>
/// <param name="Name">Where it leads, for the message.</param>
/// <param name="Measure">What becomes large.</param>
/// <param name="Sign">Whether it becomes large above or below 0.</param>
/// <param name="IsOfLogits">Whether all logits do; else the log-odds of the target.</param>
internal sealed record Extreme(string Name, string Measure, int Sign, bool IsOfLogits)
{
    /// <summary>Those of the logits come first: what is lost there, whatever p is, is also lost where p is extreme.</summary>
    public static readonly Extreme[] All =
    [
        new("all logits are far above 0", "logits", 1, IsOfLogits: true),
        new("all logits are far below 0", "logits", -1, IsOfLogits: true),
        new("p comes close to 1", "log-odds", 1, IsOfLogits: false),
        new("p comes close to 0", "log-odds", -1, IsOfLogits: false),
    ];

    /// <summary>
    /// Distances from 0, ascending. Of log-odds d: at 50, p rounds to 1; up to 700, exp(d) does not overflow; at 760, 1 − p is 0 in a
    /// double; and so for negative ones with p and 1 − p exchanged.
    /// </summary>
    private static readonly double[] s_distances = [50, 700, 760, 10_000];

    /// <summary>Few classes, and more than a few.</summary>
    private static readonly double[] s_classCounts = [3, 10];

    /// <summary>The rows at each distance.</summary>
    public RowValues[][] Rows() => [.. s_distances.Select(RowsAt)];

    /// <summary>A distance by its number, with its sign.</summary>
    public double Distance(int index) => Sign * s_distances[index];

    private RowValues[] RowsAt(double distance)
    {
        (double logOdds, double otherLogit) = IsOfLogits ? (0.0, Sign * distance) : (Sign * distance, 0.0);
        return [.. s_classCounts.Select(count => new RowValues(new ExtremeRow(logOdds, otherLogit, count)))];
    }
}
