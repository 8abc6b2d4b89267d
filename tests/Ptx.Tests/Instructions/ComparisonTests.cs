namespace SparseLsr.Gen.Ptx.Tests.Instructions;

/// <summary>Comparisons, selections and predicates.</summary>
public sealed class ComparisonTests
{
    private static readonly Dictionary<string, Func<double, double, bool>> s_ordered = new()
    {
        ["eq"] = static (a, b) => a == b,
        ["ne"] = static (a, b) => a < b || a > b,
        ["lt"] = static (a, b) => a < b,
        ["le"] = static (a, b) => a <= b,
        ["gt"] = static (a, b) => a > b,
        ["ge"] = static (a, b) => a >= b,
    };

    public static TheoryData<string> Relations => [.. s_ordered.Keys];

    [Theory]
    [MemberData(nameof(Relations))]
    public void Ordered_comparisons_with_NaN_are_false_and_unordered_ones_true(string relation)
    {
        (float[] a, float[] b) = Values.Pairs(Values.Singles);
        bool[] expected = [.. a.Zip(b, (x, y) => s_ordered[relation](x, y))];
        Assert.Equal(expected, InstructionRun.Run<bool>($"setp.{relation}.f32", [a, b]));
        bool[] unordered = [.. a.Zip(b, (x, y) => float.IsNaN(x) || float.IsNaN(y) || s_ordered[relation](x, y))];
        Assert.Equal(unordered, InstructionRun.Run<bool>($"setp.{relation}u.f32", [a, b]));
        (double[] c, double[] d) = Values.Pairs(Values.Doubles);
        Assert.Equal([.. c.Zip(d, (x, y) => s_ordered[relation](x, y))], InstructionRun.Run<bool>($"setp.{relation}.f64", [c, d]));
        (int[] e, int[] f) = Values.Pairs(Values.Integers);
        Assert.Equal([.. e.Zip(f, (x, y) => s_ordered[relation](x, y))], InstructionRun.Run<bool>($"setp.{relation}.s32", [e, f]));
    }

    [Theory]
    [InlineData("lo", "lt")]
    [InlineData("ls", "le")]
    [InlineData("hi", "gt")]
    [InlineData("hs", "ge")]
    public void Unsigned_comparisons_take_negative_numbers_as_large_ones(string opcode, string relation)
    {
        (int[] a, int[] b) = Values.Pairs(Values.Integers);
        Assert.Equal([.. a.Zip(b, (x, y) => s_ordered[relation]((uint)x, (uint)y))], InstructionRun.Run<bool>($"setp.{opcode}.u32", [a, b]));
    }

    [Fact]
    public void Selection_takes_bits()
    {
        (float[] a, float[] b) = Values.Pairs(Values.Singles);
        bool[] first = [.. a.Select(static (_, i) => i % 3 == 0)];
        float[] actual = InstructionRun.Run<float>("selp.b32", [a, b, first]);
        for (int i = 0; i < a.Length; i++)
            Assert.Equal(BitConverter.SingleToUInt32Bits(first[i] ? a[i] : b[i]), BitConverter.SingleToUInt32Bits(actual[i]));
    }

    [Fact]
    public void Logic_of_predicates()
    {
        bool[] a = [true, true, false, false], b = [true, false, true, false];
        Assert.Equal([true, false, false, false], InstructionRun.Run<bool>("and.pred", [a, b]));
        Assert.Equal([true, true, true, false], InstructionRun.Run<bool>("or.pred", [a, b]));
        Assert.Equal([false, true, true, false], InstructionRun.Run<bool>("xor.pred", [a, b]));
        Assert.Equal([false, false, true, true], InstructionRun.Run<bool>("not.pred", [a]));
        Assert.Equal(a, InstructionRun.Run<bool>("mov.pred", [a]));
    }
}
