using System.Globalization;

namespace SparseLsr.Gen.Benchmarks.Reports;

/// <summary>Numbers as people read them.</summary>
internal static class Quantities
{
    /// <summary>Three significant digits.</summary>
    public static string Significant(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9);
        return value.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>Bytes in a unit of a thousand, a million or a milliard.</summary>
    public static string Bytes(double value) => value switch
    {
        < 1e3 => $"{Significant(value)} B",
        < 1e6 => $"{Significant(value / 1e3)} KB",
        < 1e9 => $"{Significant(value / 1e6)} MB",
        _ => $"{Significant(value / 1e9)} GB",
    };

    /// <summary>The same; a dash where they could not be told.</summary>
    public static string BytesOrNone(long? value) => value is { } bytes ? Bytes(bytes) : "–";

    /// <summary>A power of ten, without digits that say nothing.</summary>
    public static string Plain(double value) => value.ToString("#,0.#########", CultureInfo.InvariantCulture);
}
