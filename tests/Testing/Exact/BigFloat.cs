using System.Numerics;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>
/// A binary floating-point number mantissa·2^exponent of <see cref="Precision"/> bits, with −∞, +∞ and NaN, which follow the rules
/// of IEEE 754 (there is no −0). What the fast engines are held to is computed with it.
/// </summary>
internal readonly partial struct BigFloat : IComparable<BigFloat>, IEquatable<BigFloat>
{
    /// <summary>
    /// The bits that a result is rounded to. 1 − p of a row whose log-odds are 700 takes 1010 of them before its first digit;
    /// the rest is for that digit, and for the difference quotients that derivatives are read from.
    /// </summary>
    public const int Precision = 1280;

    public static readonly BigFloat Zero = 0;
    public static readonly BigFloat One = 1;
    public static readonly BigFloat NaN = new(Form.NaN);
    public static readonly BigFloat PositiveInfinity = new(Form.PositiveInfinity);
    public static readonly BigFloat NegativeInfinity = new(Form.NegativeInfinity);

    private readonly BigInteger _mantissa;
    private readonly int _exponent;
    private readonly Form _form;

    private BigFloat(Form form) => _form = form;

    private BigFloat(BigInteger mantissa, int exponent)
    {
        _mantissa = mantissa;
        _exponent = mantissa.IsZero ? 0 : exponent;
    }

    private enum Form : byte
    {
        Finite,
        NegativeInfinity,
        PositiveInfinity,
        NaN,
    }

    public bool IsFinite => _form == Form.Finite;

    public bool IsNaN => _form == Form.NaN;

    public bool IsInfinite => _form is Form.NegativeInfinity or Form.PositiveInfinity;

    public bool IsZero => IsFinite && _mantissa.IsZero;

    /// <summary>−1, 0 or 1; 0 for NaN.</summary>
    public int Sign => _form switch
    {
        Form.Finite => _mantissa.Sign,
        Form.PositiveInfinity => 1,
        Form.NegativeInfinity => -1,
        _ => 0,
    };

    /// <summary>e where the magnitude lies in [2^(e−1), 2^e]; of finite numbers other than 0.</summary>
    private int Magnitude => _exponent + (int)_mantissa.GetBitLength();

    public static implicit operator BigFloat(int value) => new(value, 0);

    /// <summary>Exact.</summary>
    public static implicit operator BigFloat(double value)
    {
        if (double.IsNaN(value))
            return NaN;
        if (double.IsInfinity(value))
            return value > 0 ? PositiveInfinity : NegativeInfinity;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & 0xF_FFFF_FFFF_FFFF;
        long mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new BigFloat(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    public static BigFloat operator +(BigFloat left, BigFloat right)
    {
        if (!left.IsFinite || !right.IsFinite)
        {
            if (left.IsNaN || right.IsNaN || (left.IsInfinite && right.IsInfinite && left._form != right._form))
                return NaN;
            return left.IsInfinite ? left : right;
        }
        if (left._mantissa.IsZero)
            return right;
        if (right._mantissa.IsZero)
            return left;
        // What lies wholly below the last bit of the other is not aligned with it, however far it is.
        int gap = left.Magnitude - right.Magnitude;
        if (Math.Abs(gap) > 2 * Precision + 64)
            return gap > 0 ? left : right;
        return AddExactly(left, right).Round();
    }

    public static BigFloat operator -(BigFloat left, BigFloat right) => left + -right;

    public static BigFloat operator -(BigFloat operand) => operand._form switch
    {
        Form.Finite => new BigFloat(-operand._mantissa, operand._exponent),
        Form.PositiveInfinity => NegativeInfinity,
        Form.NegativeInfinity => PositiveInfinity,
        _ => NaN,
    };

    public static BigFloat operator *(BigFloat left, BigFloat right)
    {
        if (left.IsFinite && right.IsFinite)
            return new BigFloat(left._mantissa * right._mantissa, left._exponent + right._exponent).Round();
        return Infinity(left.Sign * right.Sign);
    }

    public static BigFloat operator /(BigFloat left, BigFloat right)
    {
        if (left.IsNaN || right.IsNaN || (left.IsInfinite && right.IsInfinite) || (left.IsZero && right.IsZero))
            return NaN;
        if (right.IsInfinite || left.IsZero)
            return Zero;
        if (left.IsInfinite || right.IsZero)
            return Infinity(left.Sign * (right.IsZero ? 1 : right.Sign));
        int shift = Math.Max(0, Precision + 2 - (int)(left._mantissa.GetBitLength() - right._mantissa.GetBitLength()));
        return new BigFloat((left._mantissa << shift) / right._mantissa, left._exponent - right._exponent - shift).Round();
    }

    public static bool operator <(BigFloat left, BigFloat right) => Ordered(left, right) && left.CompareTo(right) < 0;

    public static bool operator >(BigFloat left, BigFloat right) => right < left;

    public static bool operator <=(BigFloat left, BigFloat right) => Ordered(left, right) && left.CompareTo(right) <= 0;

    public static bool operator >=(BigFloat left, BigFloat right) => right <= left;

    public static bool operator ==(BigFloat left, BigFloat right) => Ordered(left, right) && left.CompareTo(right) == 0;

    public static bool operator !=(BigFloat left, BigFloat right) => !(left == right);

    public static BigFloat Abs(BigFloat value) => value.Sign < 0 ? -value : value;

    /// <summary>NaN if either is.</summary>
    public static BigFloat Max(BigFloat left, BigFloat right) => !Ordered(left, right) ? NaN : left < right ? right : left;

    /// <summary>NaN if either is.</summary>
    public static BigFloat Min(BigFloat left, BigFloat right) => !Ordered(left, right) ? NaN : right < left ? right : left;

    /// <summary>This number times 2^<paramref name="power"/>, exactly.</summary>
    public BigFloat Scale(int power) => IsFinite ? new BigFloat(_mantissa, _exponent + power) : this;

    /// <summary>This number rounded to so many bits.</summary>
    public BigFloat Round(int bits = Precision)
    {
        int excess = (int)_mantissa.GetBitLength() - bits;
        if (excess <= 0)
            return this;
        return new BigFloat((_mantissa + (BigInteger.One << (excess - 1))) >> excess, _exponent + excess);
    }

    /// <summary>The nearest double, ties to even, subnormal numbers included.</summary>
    public double ToDouble()
    {
        if (IsNaN)
            return double.NaN;
        if (IsInfinite)
            return Sign > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        BigInteger magnitude = BigInteger.Abs(_mantissa);
        int length = (int)magnitude.GetBitLength();
        int lowest = Math.Max(_exponent + length - 53, -1074);
        int shift = lowest - _exponent;
        if (shift > length)
            return 0;
        BigInteger kept = magnitude;
        if (shift > 0)
        {
            kept >>= shift;
            int half = (magnitude - (kept << shift)).CompareTo(BigInteger.One << (shift - 1));
            if (half > 0 || (half == 0 && !kept.IsEven))
                kept++;
        }
        return _mantissa.Sign * Math.ScaleB((double)kept, Math.Max(_exponent, lowest));
    }

    public int CompareTo(BigFloat other)
    {
        if (!IsFinite || !other.IsFinite)
            return Rank(this).CompareTo(Rank(other));
        if (_mantissa.Sign != other._mantissa.Sign || _mantissa.IsZero)
            return _mantissa.Sign.CompareTo(other._mantissa.Sign);
        int gap = Magnitude - other.Magnitude;
        return Math.Abs(gap) > 1 ? gap * _mantissa.Sign : AddExactly(this, -other)._mantissa.Sign;

        static int Rank(BigFloat value) => value._form switch
        {
            Form.NaN => -2,
            Form.NegativeInfinity => -1,
            Form.Finite => 0,
            _ => 1,
        };
    }

    public bool Equals(BigFloat other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is BigFloat other && Equals(other);

    public override int GetHashCode() => ToDouble().GetHashCode();

    public override string ToString() => ToDouble().ToString("G17");

    private static bool Ordered(BigFloat left, BigFloat right) => !left.IsNaN && !right.IsNaN;

    private static BigFloat Infinity(int sign) => sign switch { > 0 => PositiveInfinity, < 0 => NegativeInfinity, _ => NaN };

    private static BigFloat AddExactly(BigFloat left, BigFloat right)
    {
        int exponent = Math.Min(left._exponent, right._exponent);
        BigInteger sum = (left._mantissa << (left._exponent - exponent)) + (right._mantissa << (right._exponent - exponent));
        return new BigFloat(sum, exponent);
    }
}
