using System.Numerics;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>Trigonometric functions that keep their relative precision for every argument that a double can be.</summary>
internal readonly partial struct BigFloat
{
    /// <summary>π/2 as a fixed-point number of <see cref="ConstantBits"/> bits, by J. Machin's formula.</summary>
    private static readonly BigInteger _halfPi = 8 * InverseArctan(5) - 2 * InverseArctan(239);

    public static BigFloat HalfPi { get; } = new BigFloat(_halfPi, -ConstantBits).Round();

    /// <summary>sin(x); NaN for ±∞.</summary>
    public static BigFloat Sin(BigFloat x) => SinOfQuadrant(x, 0);

    /// <summary>cos(x); NaN for ±∞.</summary>
    public static BigFloat Cos(BigFloat x) => SinOfQuadrant(x, 1);

    /// <summary>arctan(x).</summary>
    public static BigFloat Atan(BigFloat x)
    {
        if (x.IsInfinite)
            return x.Sign < 0 ? -HalfPi : HalfPi;
        if (!x.IsFinite || x.IsZero)
            return x;
        if (Abs(x) > One)
            return (x.Sign < 0 ? -HalfPi : HalfPi) - Atan(One / x);

        // arctan(x) = 2·arctan(x/(1 + √(1 + x²))), until the series is short.
        int doublings = 0;
        while (x.Magnitude > -3)
        {
            x /= One + Sqrt(One + x * x);
            doublings++;
        }
        BigFloat square = x * x, power = x, sum = x;
        for (int n = 3; power.Magnitude > x.Magnitude - Precision - 8; n += 2)
        {
            power = -power * square;
            sum += power / n;
        }
        return sum.Scale(doublings);
    }

    /// <summary>sinh(x) for |x| ≤ 1.</summary>
    public static BigFloat SinhSeries(BigFloat x) => Series(x, -(x * x), 1);

    private static BigFloat SinOfQuadrant(BigFloat x, int turns)
    {
        if (!x.IsFinite)
            return NaN;
        BigFloat multiple = x.Magnitude < -1 ? Zero : ToNearestInteger(x / HalfPi);
        var exactMultiple = new BigFloat(multiple._mantissa * _halfPi, multiple._exponent - ConstantBits);
        BigFloat rest = AddExactly(x, -exactMultiple).Round();
        BigInteger whole = multiple._exponent >= 0 ? multiple._mantissa << multiple._exponent : multiple._mantissa >> -multiple._exponent;
        int quadrant = (int)(((whole + turns) % 4 + 4) % 4);
        BigFloat sin = Series(quadrant % 2 == 0 ? rest : One, rest * rest, quadrant % 2 == 0 ? 1 : 0);
        return quadrant < 2 ? sin : -sin;
    }

    /// <summary>The alternating series that goes on from a first term, xⁿ/n! without its power of x².</summary>
    private static BigFloat Series(BigFloat first, BigFloat square, int n)
    {
        BigFloat sum = first;
        for (BigFloat term = first; !term.IsZero && term.Magnitude > first.Magnitude - Precision - 8;)
        {
            term = -term * square / ((n + 1) * (n + 2));
            sum += term;
            n += 2;
        }
        return sum;
    }

    private static BigFloat ToNearestInteger(BigFloat x)
    {
        if (x._exponent >= 0)
            return x;
        BigInteger half = BigInteger.One << (-x._exponent - 1);
        return new BigFloat((x._mantissa + half) >> -x._exponent, 0);
    }

    /// <summary>arctan(1/n) as a fixed-point number of <see cref="ConstantBits"/> bits.</summary>
    private static BigInteger InverseArctan(int n)
    {
        BigInteger power = (BigInteger.One << ConstantBits) / n;
        BigInteger sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= -n * n;
            sum += power / k;
        }
        return sum;
    }
}
