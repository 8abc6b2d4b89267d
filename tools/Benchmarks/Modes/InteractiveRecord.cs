namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>What compilations at run time take.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Count">How often.</param>
/// <param name="Median">The median; of memory, the growth over all.</param>
/// <param name="Least">The fastest; null for memory.</param>
/// <param name="Unit">ms or bytes.</param>
internal sealed record InteractiveRecord(string What, int Count, double Median, double? Least, string Unit)
{
    public static InteractiveRecord Of(string what, IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new InteractiveRecord(what, sorted.Length, Math.Round(sorted[sorted.Length / 2], 3), Math.Round(sorted[0], 3), "ms");
    }
}
