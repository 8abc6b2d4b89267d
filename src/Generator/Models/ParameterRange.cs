using System.Globalization;

namespace SparseLsr.Gen.Generator.Models;

/// <summary>The values that one of the loss's own parameters can have.</summary>
internal sealed record ParameterRange(double Minimum, double Maximum, bool IsMinimumExclusive = false, bool IsMaximumExclusive = false)
{
    /// <summary>Whether there is a number in it.</summary>
    public bool IsEmpty => !(Minimum < Maximum) && !Contains(Minimum);

    /// <summary>No number in it is less.</summary>
    public double Low => Minimum == 0 && IsMinimumExclusive ? double.Epsilon : Minimum;

    public bool Contains(double value) =>
        (IsMinimumExclusive ? value > Minimum : value >= Minimum) && (IsMaximumExclusive ? value < Maximum : value <= Maximum);

    /// <summary>As an interval, such as <c>(0, 1]</c>.</summary>
    public override string ToString() =>
        $"{(IsMinimumExclusive ? "(" : "[")}{Show(Minimum)}, {Show(Maximum)}{(IsMaximumExclusive ? ")" : "]")}";

    private static string Show(double bound) =>
        double.IsInfinity(bound) ? bound > 0 ? "∞" : "−∞" : bound.ToString("R", CultureInfo.InvariantCulture);
}
