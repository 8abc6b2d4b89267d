namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>
/// A number of about 32 digits: the unevaluated sum of two doubles (T. J. Dekker, "A floating-point technique for extending the
/// available precision", 1971). As fast as an oracle of many thousand formulas has to be; its range is that of a double.
/// </summary>
internal readonly partial record struct Extended(double High, double Low)
{
    public static readonly Extended NaN = new(double.NaN, 0);
    public static readonly Extended Zero = new(0, 0);
    public static readonly Extended One = new(1, 0);

    public bool IsFinite => double.IsFinite(High);

    public bool IsZero => High == 0;

    /// <summary>−1, 0 or 1, and 0 for NaN.</summary>
    public int Sign => High > 0 ? 1 : High < 0 ? -1 : 0;

    public static implicit operator Extended(double value) => new(value, 0);

    public static Extended operator -(Extended x) => new(-x.High, -x.Low);

    public static Extended operator +(Extended x, Extended y)
    {
        (double sum, double error) = TwoSum(x.High, y.High);
        (double low, double lowError) = TwoSum(x.Low, y.Low);
        Extended rough = Quick(sum, error + low);
        return Quick(rough.High, rough.Low + lowError);
    }

    public static Extended operator -(Extended x, Extended y) => x + -y;

    public static Extended operator *(Extended x, Extended y)
    {
        double product = x.High * y.High;
        double error = Math.FusedMultiplyAdd(x.High, y.High, -product);
        return Quick(product, error + (x.High * y.Low + x.Low * y.High));
    }

    public static Extended operator /(Extended x, Extended y)
    {
        double first = x.High / y.High;
        if (!double.IsFinite(first) || double.IsInfinity(y.High))
            return first;
        Extended rest = x - y * first;
        double second = rest.High / y.High;
        rest -= y * second;
        return Quick(first, second) + rest.High / y.High;
    }

    public static bool operator <(Extended x, Extended y) => x.High < y.High || (x.High == y.High && x.Low < y.Low);

    public static bool operator >(Extended x, Extended y) => y < x;

    public static Extended Abs(Extended x) => x.High < 0 ? -x : x;

    public double ToDouble() => High + Low;

    private static (double Sum, double Error) TwoSum(double x, double y)
    {
        double sum = x + y, part = sum - x;
        return (sum, (x - (sum - part)) + (y - part));
    }

    /// <summary>The sum of a number and a much smaller one.</summary>
    private static Extended Quick(double high, double low)
    {
        // What is left of an infinite number is NaN.
        double sum = double.IsFinite(high) ? high + low : high;
        return double.IsFinite(sum) ? new Extended(sum, low - (sum - high)) : new Extended(sum, 0);
    }
}
