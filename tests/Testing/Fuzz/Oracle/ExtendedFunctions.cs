namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>Functions of extended numbers: .NET's own value with one step of Newton's method, or a series near 0.</summary>
internal readonly partial record struct Extended
{
    /// <summary>Angles beyond this are not reduced: their sine is nobody's to know.</summary>
    private const double LargestAngle = 1e6;

    private static readonly Extended s_log2 = new(0.69314718055994530942, 2.3190468138462996e-17);
    private static readonly Extended s_halfPi = new(1.5707963267948966, 6.123233995736766e-17);

    public static Extended Exp(Extended x)
    {
        if (double.IsNaN(x.High) || x.High > 709)
            return double.IsNaN(x.High) ? NaN : double.PositiveInfinity;
        if (x.High < -708)
            return Zero;
        int power = (int)Math.Round(x.High / s_log2.High);
        Extended value = ExpM1NearZero(x - s_log2 * power) + One;
        return new Extended(Math.ScaleB(value.High, power), Math.ScaleB(value.Low, power));
    }

    public static Extended ExpM1(Extended x) => Math.Abs(x.High) < 0.5 ? ExpM1NearZero(x) : Exp(x) - One;

    public static Extended Log(Extended x)
    {
        if (!(x.High > 0) || double.IsInfinity(x.High))
            return Math.Log(x.High);
        if (Math.Abs(x.High - 1) < 0.25)
            return LogP1(x - One);
        Extended y = Math.Log(x.High);
        return y + (x * Exp(-y) - One);
    }

    public static Extended LogP1(Extended x)
    {
        if (Math.Abs(x.High) > 0.25 || double.IsNaN(x.High))
            return Log(One + x);
        double sum = 1 + x.High;
        Extended y = sum == 1 ? x.High : Math.Log(sum) * (x.High / (sum - 1));
        Extended power = ExpM1NearZero(y);
        return y - (power - x) / (power + One);
    }

    public static Extended Sqrt(Extended x)
    {
        if (!(x.High > 0) || double.IsInfinity(x.High))
            return Math.Sqrt(x.High);
        Extended y = Math.Sqrt(x.High);
        return y + (x - y * y) / (2 * y.High);
    }

    public static Extended Cbrt(Extended x)
    {
        Extended y = Math.Cbrt(x.High);
        return x.IsZero || !x.IsFinite ? y : y - (y * y * y - x) / (3 * y.High * y.High);
    }

    public static Extended Pow(Extended x, Extended y)
    {
        if (x.IsZero || y.IsZero || !x.IsFinite || !y.IsFinite)
            return Math.Pow(x.High, y.High);
        Extended magnitude = Exp(y * Log(Abs(x)));
        if (x.High > 0)
            return magnitude;
        return y.Low != 0 || y.High != Math.Round(y.High) ? NaN : y.High % 2 == 0 ? magnitude : -magnitude;
    }

    public static Extended Sin(Extended x) => SinCos(x).Sin;

    public static Extended Cos(Extended x) => SinCos(x).Cos;

    public static Extended Atan(Extended x)
    {
        if (!x.IsFinite)
            return double.IsNaN(x.High) ? NaN : x.High > 0 ? s_halfPi : -s_halfPi;
        double y = Math.Atan(x.High);
        (Extended sin, Extended cos) = SinCos(y);
        return y + (x * cos - sin) / (cos + x * sin);
    }

    public static Extended Asin(Extended x) => Atan(x / Sqrt((One - x) * (One + x)));

    public static Extended Acos(Extended x) => 2 * Atan(Sqrt((One - x) / (One + x)));

    public static Extended Sinh(Extended x)
    {
        if (double.IsInfinity(x.High))
            return x.High;
        Extended e = ExpM1(Abs(x));
        Extended value = 0.5 * (e + e / (e + One));
        return x.High < 0 ? -value : value;
    }

    public static Extended Cosh(Extended x)
    {
        Extended e = Exp(Abs(x));
        return 0.5 * (e + One / e);
    }

    public static Extended Tanh(Extended x)
    {
        Extended e = ExpM1(-2 * Abs(x));
        Extended value = -e / (e + 2);
        return x.High < 0 ? -value : value;
    }

    public static Extended Asinh(Extended x)
    {
        if (double.IsInfinity(x.High))
            return x.High;
        Extended a = Abs(x);
        Extended value = LogP1(a + a * a / (One + Sqrt(a * a + One)));
        return x.High < 0 ? -value : value;
    }

    public static Extended Acosh(Extended x) => LogP1(x - One + Sqrt((x - One) * (x + One)));

    public static Extended Atanh(Extended x) => 0.5 * LogP1(2 * x / (One - x));

    private static (Extended Sin, Extended Cos) SinCos(Extended x)
    {
        if (!(Math.Abs(x.High) < LargestAngle))
            return (NaN, NaN);
        double quarter = Math.Round(x.High / s_halfPi.High);
        Extended rest = x - s_halfPi * quarter;
        Extended square = -(rest * rest), sin = rest, cos = One, sinTerm = rest, cosTerm = One;
        for (int i = 1; Math.Abs(cosTerm.High) > 1e-34; i++)
        {
            cosTerm = cosTerm * square / ((2 * i - 1.0) * (2 * i));
            sinTerm = sinTerm * square / (2 * i * (2 * i + 1.0));
            cos += cosTerm;
            sin += sinTerm;
        }
        return ((long)quarter & 3) switch { 0 => (sin, cos), 1 => (cos, -sin), 2 => (-sin, -cos), _ => (-cos, sin) };
    }

    /// <summary>By the series at a small part of x, doubled: exp(2y) − 1 = (e + 2)·e with e = exp(y) − 1.</summary>
    private static Extended ExpM1NearZero(Extended x)
    {
        const int Doublings = 6;
        Extended part = new(Math.ScaleB(x.High, -Doublings), Math.ScaleB(x.Low, -Doublings));
        Extended sum = part, term = part;
        for (int i = 2; i <= 13; i++)
        {
            term = term * part / i;
            sum += term;
        }
        for (int i = 0; i < Doublings; i++)
            sum = sum * (sum + 2);
        return sum;
    }
}
