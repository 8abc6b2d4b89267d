using System.Globalization;

namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>The operations of one batch as a table.</summary>
internal static class BandwidthTable
{
    public static string Format(IReadOnlyList<BandwidthEntry> entries)
    {
        IEnumerable<string> lines = entries.Select(entry => Line(
            entry.Operation, Show(entry.Microseconds, 1), Show(entry.GigabytesPerSecond, 0), Show(entry.TimesCopy, 2),
            entry.PercentOfReadBandwidth is { } percent ? Show(percent, 1) : "", Show(entry.Repetitions, 0)));
        return string.Join('\n', [Line("", "µs", "GB/s", "× copy", "% of read bandwidth", "repetitions"), .. lines]);
    }

    private static string Line(string operation, string time, string speed, string ratio, string percent, string repetitions) =>
        $"  {operation,-28}{time,12}{speed,8}{ratio,9}{percent,21}{repetitions,13}".TrimEnd();

    private static string Show(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
