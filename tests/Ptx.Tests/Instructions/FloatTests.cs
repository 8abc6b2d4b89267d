using SparseLsr.Gen.Ptx.Operations;

namespace SparseLsr.Gen.Ptx.Tests.Instructions;

/// <summary>Operations on floats, against .NET's arithmetic, bit for bit.</summary>
public sealed class FloatTests
{
    private static readonly Dictionary<string, Func<float, float, float>> s_binary = new()
    {
        ["add"] = static (a, b) => a + b,
        ["sub"] = static (a, b) => a - b,
        ["mul"] = static (a, b) => a * b,
        ["div.rn"] = static (a, b) => a / b,
        // A number before NaN, and +0 is larger than −0.
        ["max"] = static (a, b) => float.IsNaN(a) ? b : float.IsNaN(b) ? a : MathF.Max(a, b),
        ["min"] = static (a, b) => float.IsNaN(a) ? b : float.IsNaN(b) ? a : MathF.Min(a, b),
    };

    public static TheoryData<string> Binary => [.. s_binary.Keys];

    [Theory]
    [MemberData(nameof(Binary))]
    public void Float32_keeps_subnormal_numbers_and_gives_the_canonical_NaN(string name)
    {
        (float[] a, float[] b) = Values.Pairs(Values.Singles);
        Same([.. a.Zip(b, (x, y) => Values.Canonical(s_binary[name](x, y)))], InstructionRun.Run<float>($"{name}.f32", [a, b]));
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Float32_with_ftz_takes_subnormal_numbers_and_gives_them_as_zeros(string name)
    {
        (float[] a, float[] b) = Values.Pairs(Values.Singles);
        float[] expected = [.. a.Zip(b, (x, y) => Values.Flush(Values.Canonical(s_binary[name](Values.Flush(x), Values.Flush(y)))))];
        Same(expected, InstructionRun.Run<float>($"{name}.ftz.f32", [a, b]));
    }

    [Fact]
    public void Float64_is_that_of_the_processor()
    {
        (double[] a, double[] b) = Values.Pairs(Values.Doubles);
        Same([.. a.Zip(b, static (x, y) => x + y)], InstructionRun.Run<double>("add.f64", [a, b]));
        Same([.. a.Zip(b, static (x, y) => x - y)], InstructionRun.Run<double>("sub.f64", [a, b]));
        Same([.. a.Zip(b, static (x, y) => x * y)], InstructionRun.Run<double>("mul.f64", [a, b]));
        Same([.. a.Zip(b, static (x, y) => x / y)], InstructionRun.Run<double>("div.rn.f64", [a, b]));
        Same([.. a.Select(static x => 1 / x)], InstructionRun.Run<double>("rcp.rn.f64", [a]));
        Same([.. a.Select(Math.Sqrt)], InstructionRun.Run<double>("sqrt.rn.f64", [a]));
        Same([.. a.Select(static x => -x)], InstructionRun.Run<double>("neg.f64", [a]));
        Same([.. a.Select(Math.Abs)], InstructionRun.Run<double>("abs.f64", [a]));
        double[] larger = [.. a.Zip(b, static (x, y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Max(x, y))];
        Same(larger, InstructionRun.Run<double>("max.f64", [a, b]));
        double[] c = [.. b.Reverse()];
        double[] fused = [.. Enumerable.Range(0, a.Length).Select(i => Math.FusedMultiplyAdd(a[i], b[i], c[i]))];
        Same(fused, InstructionRun.Run<double>("fma.rn.f64", [a, b, c]));
    }

    [Fact]
    public void A_fused_product_and_sum_is_rounded_once()
    {
        (float[] a, float[] b) = Values.Pairs(Values.Singles);
        float[] c = [.. b.Reverse()];
        float[] exact = [.. Enumerable.Range(0, a.Length).Select(i => Values.Canonical(MathF.FusedMultiplyAdd(a[i], b[i], c[i])))];
        Same(exact, InstructionRun.Run<float>("fma.rn.f32", [a, b, c]));
        float[] flushed = [.. Enumerable.Range(0, a.Length).Select(i => Values.Flush(Values.Canonical(
            MathF.FusedMultiplyAdd(Values.Flush(a[i]), Values.Flush(b[i]), Values.Flush(c[i])))))];
        Same(flushed, InstructionRun.Run<float>("fma.rn.ftz.f32", [a, b, c]));
    }

    [Fact]
    public void Signs_change_also_those_of_NaN()
    {
        float[] a = Values.Singles;
        Same([.. a.Select(static x => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(x) ^ 0x80000000))], InstructionRun.Run<float>("neg.f32", [a]));
        Same([.. a.Select(static x => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(x) & 0x7FFFFFFF))], InstructionRun.Run<float>("abs.f32", [a]));
        Same([.. a.Select(static x => Values.Canonical(MathF.Sqrt(x)))], InstructionRun.Run<float>("sqrt.rn.f32", [a]));
        Same([.. a.Select(static x => Values.Canonical(1 / x))], InstructionRun.Run<float>("rcp.rn.f32", [a]));
    }

    [Theory]
    [InlineData("finite")]
    [InlineData("infinite")]
    [InlineData("number")]
    [InlineData("notanumber")]
    public void Properties(string name)
    {
        Func<double, bool> property = name switch
        {
            "finite" => double.IsFinite,
            "infinite" => double.IsInfinity,
            "number" => static x => !double.IsNaN(x),
            _ => double.IsNaN,
        };
        Assert.Equal([.. Values.Singles.Select(x => property(x))], InstructionRun.Run<bool>($"testp.{name}.f32", [Values.Singles]));
        Assert.Equal([.. Values.Doubles.Select(property)], InstructionRun.Run<bool>($"testp.{name}.f64", [Values.Doubles]));
    }

    public static TheoryData<string> Approximations => ["ex2", "lg2", "rcp", "sqrt", "rsqrt", "sin", "cos"];

    [Theory]
    [MemberData(nameof(Approximations))]
    public void Approximations_err_within_the_bounds_of_the_ISA_and_as_far_as_they_are_asked_to(string name)
    {
        float[] a = [.. Values.Singles, .. Enumerable.Range(1, 500).Select(static i => (i * 0.017f) - 3)];
        foreach (Approximation errors in Enum.GetValues<Approximation>())
        {
            float[] actual = InstructionRun.Run<float>($"{name}.approx.ftz.f32", [a], errors);
            for (int i = 0; i < a.Length; i++)
            {
                (double exact, double bound) = Exact(name, Values.Flush(a[i]));
                if (double.IsNaN(exact))
                    Assert.Equal(Values.CanonicalNaN, actual[i]);
                else if (Math.Abs(exact) > 3.4e38 || (Math.Abs(exact) < 1.2e-38 && bound < 1e-38))
                    Assert.Equal(Values.Flush((float)exact), actual[i]);
                else
                    Assert.InRange(actual[i], exact - bound - Half(exact), exact + bound + Half(exact));
            }
        }
        float[] high = InstructionRun.Run<float>($"{name}.approx.ftz.f32", [a], Approximation.High);
        Assert.NotEqual(InstructionRun.Run<float>($"{name}.approx.ftz.f32", [a], Approximation.Low), high);
    }

    [Fact]
    public void Approximate_division_is_a_product_with_a_reciprocal()
    {
        (float[] a, float[] b) = Values.Pairs(Values.Singles);
        float[] actual = InstructionRun.Run<float>("div.approx.ftz.f32", [a, b]);
        for (int i = 0; i < a.Length; i++)
        {
            (float x, float y) = (Values.Flush(a[i]), Values.Flush(b[i]));
            // The reciprocal of what is above 2^126 is subnormal, and so 0.
            float expected = MathF.Abs(y) > 8.5e37f && float.IsFinite(y) ? x * MathF.CopySign(0, y) : x / y;
            if (float.IsNaN(expected))
                Assert.Equal(Values.CanonicalNaN, actual[i]);
            else if (MathF.Abs(expected) is >= 1.2e-38f and < 3.4e38f)
                Assert.InRange(actual[i] / expected, 1 - 2.4e-7f, 1 + 2.4e-7f);
        }
    }

    // Relative bounds, except where a function vanishes.
    private static (double Exact, double Bound) Exact(string name, float x) => name switch
    {
        "ex2" => Relative(Math.Pow(2, x), -22),
        "lg2" => x is > 0.5f and < 2 ? (Math.Log2(x), Math.Pow(2, -22)) : Relative(Math.Log2(x), -22),
        "rcp" => Relative(1.0 / x, -23),
        "sqrt" => Relative(Math.Sqrt(x), -23),
        "rsqrt" => Relative(x == 0 ? 1.0 / x : 1 / Math.Sqrt(x), -22.4),
        "sin" => (Math.Sin(x), Math.Pow(2, -20.5)),
        _ => (Math.Cos(x), Math.Pow(2, -20.5)),
    };

    private static (double Exact, double Bound) Relative(double exact, double bits) => (exact, Math.Abs(exact) * Math.Pow(2, bits));

    // Half a unit in the last place.
    private static double Half(double exact) => Math.Abs(exact) * Math.Pow(2, -24);

    private static void Same(float[] expected, float[] actual) => Assert.Equal(
        Array.ConvertAll(expected, BitConverter.SingleToUInt32Bits), Array.ConvertAll(actual, BitConverter.SingleToUInt32Bits));

    // Which NaN it is, is left open.
    private static void Same(double[] expected, double[] actual) => Assert.Equal(Array.ConvertAll(expected, Bits), Array.ConvertAll(actual, Bits));

    private static ulong Bits(double value) => double.IsNaN(value) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(value);
}
