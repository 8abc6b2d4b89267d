using System.ComponentModel;
using System.Globalization;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The checks of a loss's own parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterRange
{
    /// <summary>The value, if it is a number.</summary>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    public static double Check(double value, string name) =>
        double.IsNaN(value) ? throw new ArgumentException($"{name} is NaN; expected a number.", name) : value;

    /// <summary>The value, if it is in the range of its parameter, which is declared with <c>[Range]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, or is NaN.</exception>
    public static double Check(
        double value, string name, double minimum, double maximum, bool minimumIsExclusive = false, bool maximumIsExclusive = false)
    {
        bool isAbove = minimumIsExclusive ? value > minimum : value >= minimum;
        bool isBelow = maximumIsExclusive ? value < maximum : value <= maximum;
        if (isAbove && isBelow)
            return value;
        string range = $"{(minimumIsExclusive ? '(' : '[')}{Show(minimum)}, {Show(maximum)}{(maximumIsExclusive ? ')' : ']')}";
        throw new ArgumentOutOfRangeException(name, value, $"{name} is {Show(value)}; expected a number in {range}.");
    }

    private static string Show(double number) =>
        double.IsInfinity(number) ? number > 0 ? "∞" : "−∞" : number.ToString("R", CultureInfo.InvariantCulture);
}
