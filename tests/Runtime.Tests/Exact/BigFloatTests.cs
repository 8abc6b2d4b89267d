using System.Globalization;
using System.Numerics;
using SparseLsr.Gen.Testing.Exact;

namespace SparseLsr.Gen.Tests.Exact;

public sealed class BigFloatTests
{
    /// <summary>Digits from mpmath. Arguments are powers of ten or short binary fractions, the same number here as there.</summary>
    public static TheoryData<string, string, string> Known => new()
    {
        { "exp", "1", "2.71828182845904523536028747135266249775724709369995957496697" },
        { "exp", "0.5", "1.64872127070012814684865078781416357165377610071014801157508" },
        { "exp", "1e-30", "1.000000000000000000000000000001000000000000000000000000000000500000000000000000000000000" },
        { "exp", "-700", "9.85967654375977085670537294784946510511560018140094171058647e-305" },
        { "exp", "700", "1.01423205473500450945532959523126761520467957224307334878054e+304" },
        { "log", "2", "0.693147180559945309417232121458176568075500134360255254120680" },
        { "log", "10", "2.30258509299404568401799145468436420760110148862877297603333" },
        { "log", "0.5", "-0.693147180559945309417232121458176568075500134360255254120680" },
        { "log", "1e-300", "-690.775527898213705205397436405309262280330446588631892809998" },
        { "logp1", "1e-30", "9.99999999999999999999999999999500000000000000000000000000000333333333333333333333333333333e-31" },
        { "expm1", "1e-30", "1.00000000000000000000000000000050000000000000000000000000000e-30" },
        { "sigmoid", "-50", "1.92874984796391778301697080892941049115653675340083633070818e-22" },
        { "softplus", "-50", "1.92874984796391778301715681272821153295468469035705633219564e-22" },
        { "softplus", "50", "50.0000000000000000000001928749847963917783017156812728211533" },
        { "sqrt", "2", "1.41421356237309504880168872420969807856967187537694807317668" },
        { "2^", "0.75", "1.68179283050742908606225095246642979008006852471356902162645" },
        { "10^", "-2.5", "0.00316227766016837933199889354443271853371955513932521682685750" },
    };

    public static TheoryData<double> Doubles =>
        [0, 1, -1, 0.1, -1e300, 1e-300, double.Epsilon, -3 * double.Epsilon, double.MaxValue, Math.PI];

    [Theory]
    [MemberData(nameof(Known))]
    public void AgreesWithKnownDigits(string function, string argument, string digits)
    {
        BigFloat x = Parse(argument), expected = Parse(digits);
        BigFloat value = function switch
        {
            "exp" => BigFloat.Exp(x),
            "log" => BigFloat.Log(x),
            "logp1" => BigFloat.LogP1(x),
            "expm1" => BigFloat.ExpM1(x),
            "sigmoid" => BigFloat.Sigmoid(x),
            "softplus" => BigFloat.Softplus(x),
            "sqrt" => BigFloat.Sqrt(x),
            "2^" => BigFloat.Pow(2, x),
            _ => BigFloat.Pow(10, x),
        };
        Assert.True(BigFloat.Abs(value / expected - 1) < 1e-57, $"{function}({argument}) is {value}, not {digits}");
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e-3)]
    [InlineData(0.7)]
    [InlineData(1.0000001)]
    [InlineData(123.456)]
    [InlineData(1e200)]
    public void InverseFunctionsUndoEachOtherToTheLastDigits(double x)
    {
        BigFloat negligible = BigFloat.One.Scale(32 - BigFloat.Precision);
        Assert.True(BigFloat.Abs(BigFloat.Exp(BigFloat.Log(x)) / x - 1) < negligible);
        Assert.True(BigFloat.Abs(BigFloat.ExpM1(BigFloat.LogP1(x)) / x - 1) < negligible);
        Assert.True(BigFloat.Abs(BigFloat.Pow(BigFloat.Sqrt(x), 2) / x - 1) < negligible);
        Assert.True(BigFloat.Abs(BigFloat.Log(BigFloat.Exp(-BigFloat.Log(x))) + BigFloat.Log(x)) < negligible.Scale(10));
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoublesGoInAndOutUnchanged(double value) => Assert.Equal(value, ((BigFloat)value).ToDouble());

    [Fact]
    public void RoundsToTheNearestDoubleTiesToEven()
    {
        BigFloat half = BigFloat.One.Scale(-53);
        Assert.Equal(1, (1 + half).ToDouble());
        Assert.Equal(Math.BitIncrement(1), (1 + half + half.Scale(-900)).ToDouble());
        Assert.Equal(Math.BitIncrement(Math.BitIncrement(1)), (1 + 3 * half).ToDouble());
        Assert.Equal(0, BigFloat.One.Scale(-1075).ToDouble());
        Assert.Equal(double.Epsilon, (BigFloat.One.Scale(-1075) + BigFloat.One.Scale(-1100)).ToDouble());
        Assert.Equal(-2 * double.Epsilon, (-3 * BigFloat.One.Scale(-1075)).ToDouble());
        Assert.Equal(double.PositiveInfinity, ((BigFloat)double.MaxValue * 2).ToDouble());
    }

    [Fact]
    public void ArithmeticIsExactWhereItFits()
    {
        BigFloat tiny = BigFloat.One.Scale(-1200);
        Assert.True(1 + tiny - 1 == tiny);
        Assert.True((1 + tiny.Scale(600)) * (1 - tiny.Scale(600)) < 1);
        Assert.True((BigFloat)1 / 3 * 3 != 0 && BigFloat.Abs((BigFloat)1 / 3 * 3 - 1) < BigFloat.One.Scale(2 - BigFloat.Precision));
        Assert.True(1 + BigFloat.One.Scale(-1_000_000) == 1);
    }

    [Fact]
    public void InfinitiesFollowIeee754()
    {
        BigFloat infinity = BigFloat.PositiveInfinity;
        Assert.True((infinity - infinity).IsNaN && (infinity * 0).IsNaN && (infinity / infinity).IsNaN && ((BigFloat)0 / 0).IsNaN);
        Assert.True(infinity + 1 == infinity && -infinity < -1e300 && 1 / infinity == 0 && -BigFloat.One / 0 == -infinity);
        Assert.True(BigFloat.Log(0) == -infinity && BigFloat.Exp(-infinity) == 0 && BigFloat.Exp(infinity) == infinity);
        Assert.True(BigFloat.Log(-1).IsNaN && BigFloat.Max(1, BigFloat.NaN).IsNaN && BigFloat.Softplus(BigFloat.NaN).IsNaN);
        Assert.True(BigFloat.Softplus(-infinity) == 0 && BigFloat.Softplus(infinity) == infinity && BigFloat.Sigmoid(infinity) == 1);
        BigFloat undefined = infinity * 0;
        Assert.False(undefined == BigFloat.NaN || undefined < 0 || undefined >= 0);
    }

    private static BigFloat Parse(string digits)
    {
        string[] parts = digits.Split('e');
        int point = parts[0].IndexOf('.');
        int power = point < 0 ? 0 : point + 1 - parts[0].Length;
        if (parts.Length > 1)
            power += int.Parse(parts[1], CultureInfo.InvariantCulture);
        BigFloat mantissa = Whole(BigInteger.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture));
        BigFloat scale = Whole(BigInteger.Pow(10, Math.Abs(power)));
        return power < 0 ? mantissa / scale : mantissa * scale;
    }

    private static BigFloat Whole(BigInteger value)
    {
        BigFloat result = 0;
        foreach (byte digit in BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true))
            result = result.Scale(8) + (int)digit;
        return value.Sign < 0 ? -result : result;
    }
}
