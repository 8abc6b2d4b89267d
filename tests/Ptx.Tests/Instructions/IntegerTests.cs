namespace SparseLsr.Gen.Ptx.Tests.Instructions;

/// <summary>Operations on integers, against .NET's arithmetic.</summary>
public sealed class IntegerTests
{
    [Fact]
    public void Arithmetic_of_32_bits_wraps_around()
    {
        (int[] a, int[] b) = Values.Pairs(Values.Integers);
        int[] c = [.. b.Reverse()];
        Check<int>("add.s32", a, b, static (x, y) => x + y);
        Check<int>("sub.s32", a, b, static (x, y) => x - y);
        Check<int>("mul.lo.s32", a, b, static (x, y) => x * y);
        Check<int>("mul.hi.s32", a, b, static (x, y) => (int)(((long)x * y) >> 32));
        Check<long>("mul.wide.s32", a, b, static (x, y) => (long)x * y);
        Check<ulong>("mul.wide.u32", a, b, static (x, y) => (ulong)(uint)x * (uint)y);
        Check<int>("min.s32", a, b, Math.Min);
        Check<int>("max.s32", a, b, Math.Max);
        Check<int>("min.u32", a, b, static (x, y) => (int)Math.Min((uint)x, (uint)y));
        Check<int>("and.b32", a, b, static (x, y) => x & y);
        Check<int>("or.b32", a, b, static (x, y) => x | y);
        Check<int>("xor.b32", a, b, static (x, y) => x ^ y);
        Check<int>("div.u32", a, b, static (x, y) => y == 0 ? -1 : (int)((uint)x / (uint)y));
        Check<int>("div.s32", a, b, static (x, y) => y == 0 ? -1 : y == -1 ? -x : x / y);
        Check<int>("rem.s32", a, b, static (x, y) => y == 0 ? x : y == -1 ? 0 : x % y);
        int[] products = [.. Enumerable.Range(0, a.Length).Select(i => (a[i] * b[i]) + c[i])];
        Assert.Equal(products, InstructionRun.Run<int>("mad.lo.s32", [a, b, c]));
        Assert.Equal([.. a.Select(static x => ~x)], InstructionRun.Run<int>("not.b32", [a]));
        Assert.Equal([.. a.Select(static x => -x)], InstructionRun.Run<int>("neg.s32", [a]));
        Assert.Equal([.. a.Select(static x => int.PopCount(x))], InstructionRun.Run<int>("popc.b32", [a]));
        Assert.Equal([.. a.Select(static x => int.LeadingZeroCount(x))], InstructionRun.Run<int>("clz.b32", [a]));
    }

    [Fact]
    public void Arithmetic_of_64_bits_wraps_around()
    {
        (long[] a, long[] b) = Values.Pairs(Values.Longs);
        long[] c = [.. b.Reverse()];
        Assert.Equal([.. a.Zip(b, static (x, y) => x + y)], InstructionRun.Run<long>("add.s64", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => x - y)], InstructionRun.Run<long>("sub.u64", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => x * y)], InstructionRun.Run<long>("mul.lo.s64", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => Math.BigMul(x, y, out _))], InstructionRun.Run<long>("mul.hi.s64", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => x & y)], InstructionRun.Run<long>("and.b64", [a, b]));
        Assert.Equal([.. Enumerable.Range(0, a.Length).Select(i => (a[i] * b[i]) + c[i])], InstructionRun.Run<long>("mad.lo.u64", [a, b, c]));
        int[] low = Array.ConvertAll(a, static x => (int)x);
        Assert.Equal([.. low.Zip(c, static (x, y) => ((long)x * x) + y)], InstructionRun.Run<long>("mad.wide.s32", [low, low, c]));
    }

    [Fact]
    public void Shifts_by_all_bits_and_more_give_zero_or_the_sign()
    {
        (int[] a, int[] by) = Values.Pairs(Values.Integers);
        Check<int>("shl.b32", a, by, static (x, n) => (uint)n > 31 ? 0 : x << n);
        Check<int>("shr.u32", a, by, static (x, n) => (uint)n > 31 ? 0 : (int)((uint)x >> n));
        Check<int>("shr.s32", a, by, static (x, n) => x >> ((uint)n > 31 ? 31 : n));
        long[] wide = [.. a.Select(static x => (x * 0x1_0000_0001L) ^ 5)];
        Assert.Equal([.. wide.Zip(by, static (x, n) => (uint)n > 63 ? 0 : x << n)], InstructionRun.Run<long>("shl.b64", [wide, by]));
        Assert.Equal([.. wide.Zip(by, static (x, n) => x >> ((uint)n > 63 ? 63 : n))], InstructionRun.Run<long>("shr.s64", [wide, by]));
    }

    [Fact]
    public void Arithmetic_of_16_bits_leaves_16_bits()
    {
        short[] values = [0, 1, -1, 255, 256, short.MaxValue, short.MinValue, 12_345];
        (short[] a, short[] b) = Values.Pairs(values);
        Assert.Equal([.. a.Zip(b, static (x, y) => (short)(x + y))], InstructionRun.Run<short>("add.s16", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => (short)(x * y))], InstructionRun.Run<short>("mul.lo.s16", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => x * y)], InstructionRun.Run<int>("mul.wide.s16", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => (ushort)x < (ushort)y)], InstructionRun.Run<bool>("setp.lo.u16", [a, b]));
        Assert.Equal([.. a.Zip(b, static (x, y) => x < y)], InstructionRun.Run<bool>("setp.lt.s16", [a, b]));
    }

    private static void Check<TResult>(string opcode, int[] a, int[] b, Func<int, int, TResult> expected)
        where TResult : unmanaged =>
        Assert.Equal([.. a.Zip(b, expected)], InstructionRun.Run<TResult>(opcode, [a, b]));
}
