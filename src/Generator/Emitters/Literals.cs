using System.Globalization;

namespace SparseLsr.Gen.Generator.Emitters;

/// <summary>Numbers as C# literals: exact, always of type <c>double</c>, whatever the culture.</summary>
internal static class Literals
{
    public static string Double(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        string text = Shortest(value);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>The shortest of the usual forms that reads back as the same number.</summary>
    private static string Shortest(double value)
    {
        foreach (string format in (string[])["G15", "G16"])
        {
            string text = value.ToString(format, CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture).Equals(value) && (value != 0 || 1 / value > 0))
                return text;
        }
        return value == 0 ? "-0.0" : value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
