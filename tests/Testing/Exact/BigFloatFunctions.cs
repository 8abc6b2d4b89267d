using System.Numerics;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>Functions that keep their relative precision for every argument, however small the argument or the result.</summary>
internal readonly partial struct BigFloat
{
    private const int ConstantBits = 2 * Precision + 256;

    /// <summary>log 2 as a fixed-point number of <see cref="ConstantBits"/> bits, by Machin's kind of formula.</summary>
    private static readonly BigInteger _log2 = 18 * InverseArtanh(26) - 2 * InverseArtanh(4801) + 8 * InverseArtanh(8749);

    public static BigFloat Log2 { get; } = new BigFloat(_log2, -ConstantBits).Round();

    /// <summary>exp(x), to <paramref name="bits"/> bits.</summary>
    public static BigFloat Exp(BigFloat x, int bits = Precision)
    {
        if (!x.IsFinite)
            return x._form == Form.NegativeInfinity ? Zero : x;
        if (x.IsZero)
            return One;
        if (x.Magnitude > 30)
            return x.Sign > 0 ? PositiveInfinity : Zero;
        if (x.Magnitude < -bits - 1)
            return One;

        // exp(x) = 2^k·exp(r/2^halvings)^(2^halvings), in fixed point; every squaring costs a bit.
        int k = (int)Math.Round(x.ToDouble() / Math.Log(2));
        int halvings = 4 + (int)Math.Sqrt(bits) / 2;
        int width = bits + halvings + 32;
        BigInteger rest = x.Fixed(width) - ((k * _log2) >> (ConstantBits - width));
        BigInteger reduced = rest >> halvings;
        BigInteger sum = BigInteger.One << width;
        BigInteger term = sum;
        for (int n = 1; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            term = ((term * reduced) >> width) / n;
            sum += term;
        }
        for (int i = 0; i < halvings; i++)
            sum = (sum * sum) >> width;
        return new BigFloat(sum, k - width).Round(bits);
    }

    /// <summary>exp(x) − 1.</summary>
    public static BigFloat ExpM1(BigFloat x)
    {
        if (!x.IsFinite || x.IsZero)
            return x._form == Form.NegativeInfinity ? -One : x;
        // The bits that the subtraction takes away are computed in addition.
        return x.Magnitude switch
        {
            > 30 => Exp(x) - One,
            < -Precision => x + x * x.Scale(-1),
            int magnitude => AddExactly(Exp(x, Precision + 2 + Math.Max(0, -magnitude)), -One).Round(),
        };
    }

    /// <summary>log(x); −∞ at 0, NaN below.</summary>
    public static BigFloat Log(BigFloat x)
    {
        if (x.IsNaN || x.Sign < 0)
            return NaN;
        if (x.Sign == 0)
            return NegativeInfinity;
        if (x.IsInfinite)
            return x;

        // x = y·2^k with y in [3/4, 3/2], so that k·log 2 and log y never cancel.
        int k = x.Magnitude;
        BigFloat y = x.Scale(-k);
        if (y < 0.75)
            (k, y) = (k - 1, y.Scale(1));
        BigFloat small = AddExactly(y, -One);
        return k * Log2 + (IsNearZero(small) ? LogP1NearZero(small) : LogByNewton(y));
    }

    /// <summary>log(1 + x).</summary>
    public static BigFloat LogP1(BigFloat x)
    {
        if (!x.IsFinite)
            return x._form == Form.PositiveInfinity ? x : NaN;
        return IsNearZero(x) ? LogP1NearZero(x) : Log(One + x);
    }

    /// <summary>1/(1 + exp(−x)).</summary>
    public static BigFloat Sigmoid(BigFloat x)
    {
        BigFloat e = Exp(-Abs(x));
        return x.IsNaN ? NaN : (x.Sign >= 0 ? One : e) / (One + e);
    }

    /// <summary>log(1 + exp(x)).</summary>
    public static BigFloat Softplus(BigFloat x) => x.IsNaN ? NaN : Max(x, Zero) + LogP1(Exp(-Abs(x)));

    /// <summary>√x; NaN below 0.</summary>
    public static BigFloat Sqrt(BigFloat x) => x.Sign < 0 ? NaN : Pow(x, 0.5);

    /// <summary>x^y with IEEE 754's special cases; of negative x, for whole y alone.</summary>
    public static BigFloat Pow(BigFloat x, BigFloat y)
    {
        if (y.IsZero)
            return One;
        if (x.IsNaN || y.IsNaN)
            return NaN;
        if (x.IsZero)
            return y.Sign > 0 ? Zero : PositiveInfinity;
        double exponent = y.ToDouble();
        if (x.IsFinite && Math.Abs(exponent) <= 64 && exponent == Math.Floor(exponent))
            return Power(x, (int)exponent);
        return x.Sign < 0 ? NaN : Exp(y * Log(x));
    }

    private static BigFloat Power(BigFloat x, int exponent)
    {
        BigFloat power = One;
        for (int i = 0; i < Math.Abs(exponent); i++)
            power *= x;
        return exponent < 0 ? One / power : power;
    }

    private static bool IsNearZero(BigFloat x) => x.IsZero || x.Magnitude < -16;

    /// <summary>2·artanh(x/(2 + x)), by its series.</summary>
    private static BigFloat LogP1NearZero(BigFloat x)
    {
        if (x.IsZero)
            return Zero;
        BigFloat t = x / (2 + x);
        BigFloat square = t * t;
        BigFloat power = t;
        BigFloat sum = t;
        for (int n = 3; power.Magnitude > t.Magnitude - Precision - 8; n += 2)
        {
            power *= square;
            sum += power / n;
        }
        return sum.Scale(1);
    }

    /// <summary>Halley's iteration on exp, from float64's logarithm on: each step triples the digits.</summary>
    private static BigFloat LogByNewton(BigFloat y)
    {
        BigFloat log = Math.Log(y.ToDouble());
        for (int bits = 150; ; bits = Math.Min(3 * bits, Precision + 32))
        {
            BigFloat exp = Exp(log, bits + 16);
            log += (2 * (y - exp) / (y + exp)).Round(bits);
            if (bits == Precision + 32)
                return log;
        }
    }

    /// <summary>This number in units of 2^−<paramref name="width"/>.</summary>
    private BigInteger Fixed(int width)
    {
        int shift = _exponent + width;
        return shift >= 0 ? _mantissa << shift : _mantissa >> -shift;
    }

    /// <summary>artanh(1/n) as a fixed-point number of <see cref="ConstantBits"/> bits.</summary>
    private static BigInteger InverseArtanh(int n)
    {
        BigInteger power = (BigInteger.One << ConstantBits) / n;
        BigInteger sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= n * n;
            sum += power / k;
        }
        return sum;
    }
}
