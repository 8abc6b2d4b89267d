using System.Globalization;

namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Numbers as C# literals, whatever the culture.</summary>
internal static class Literals
{
    /// <summary>Exact, always of type <c>double</c>.</summary>
    public static string Double(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        string text = Shortest(value);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>Rounded to <c>float</c>, always of that type.</summary>
    public static string Single(double value)
    {
        float single = (float)value;
        if (float.IsNaN(single))
            return "float.NaN";
        if (float.IsInfinity(single))
            return single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        string exact = Double(value);
        return (exact.Length <= 9 ? exact : Double(single)) + "f";
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
