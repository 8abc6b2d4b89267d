namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>One measured operation.</summary>
/// <param name="Element">The type of the logits.</param>
/// <param name="Rows">N.</param>
/// <param name="Classes">C.</param>
/// <param name="Operation">What was measured.</param>
/// <param name="Microseconds">The median.</param>
/// <param name="GigabytesPerSecond">The bytes that cross the bus at least, read and written, in 10^9 a second.</param>
/// <param name="TimesCopy">How often the time of the copy of the logits it took.</param>
/// <param name="PercentOfReadBandwidth">Of an operation that only reads: the share of the bytes a second that the copy moves.</param>
/// <param name="Repetitions">How often it was measured.</param>
internal sealed record BandwidthEntry(
    string Element, long Rows, int Classes, string Operation, double Microseconds, double GigabytesPerSecond, double TimesCopy,
    double? PercentOfReadBandwidth, int Repetitions)
{
    /// <param name="element">The type of the logits.</param>
    /// <param name="shape">The batch.</param>
    /// <param name="logitBytes">The bytes of all logits.</param>
    /// <param name="operation">What was measured.</param>
    /// <param name="microseconds">Its times.</param>
    /// <param name="copy">The median of the copy, in microseconds.</param>
    public static BandwidthEntry Of(
        string element, BandwidthShape shape, long logitBytes, Operation operation, IReadOnlyList<double> microseconds, double copy)
    {
        double median = Median(microseconds);
        // The copy moves the logits twice in its time, so that reading them once at its pace takes half of it.
        double? percent = operation.OnlyReads ? Math.Round(50 * copy / median, 1) : null;
        return new BandwidthEntry(
            element, shape.Rows, shape.Classes, operation.Name, Math.Round(median, 2), Math.Round(operation.Passes * logitBytes / median / 1e3, 1),
            Math.Round(median / copy, 3), percent, microseconds.Count);
    }

    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
