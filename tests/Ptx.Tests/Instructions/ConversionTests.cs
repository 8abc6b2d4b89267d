namespace SparseLsr.Gen.Ptx.Tests.Instructions;

/// <summary>Conversions between types.</summary>
public sealed class ConversionTests
{
    [Fact]
    public void Integers_are_cut_off_or_extended_as_their_type_has_a_sign()
    {
        int[] a = Values.Integers;
        Assert.Equal([.. a.Select(static x => (long)x)], InstructionRun.Run<long>("cvt.s64.s32", [a]));
        Assert.Equal([.. a.Select(static x => (long)(uint)x)], InstructionRun.Run<long>("cvt.u64.u32", [a]));
        Assert.Equal([.. a.Select(static x => (ushort)x)], InstructionRun.Run<ushort>("cvt.u16.u32", [a]));
        Assert.Equal([.. Values.Longs.Select(static x => (int)x)], InstructionRun.Run<int>("cvt.u32.u64", [Values.Longs]));
        ushort[] narrow = [0, 1, 0x7FFF, 0x8000, 0xFFFF];
        Assert.Equal([0, 1, 0x7FFF, 0x8000, 0xFFFF], InstructionRun.Run<int>("cvt.s32.u16", [narrow]));
        Assert.Equal([0, 1, 0x7FFF, -0x8000, -1], InstructionRun.Run<int>("cvt.s32.s16", [narrow]));
    }

    [Fact]
    public void Integers_become_the_nearest_float()
    {
        Assert.Equal([.. Values.Longs.Select(static x => (float)x)], InstructionRun.Run<float>("cvt.rn.f32.s64", [Values.Longs]));
        Assert.Equal([.. Values.Longs.Select(static x => (double)(ulong)x)], InstructionRun.Run<double>("cvt.rn.f64.u64", [Values.Longs]));
        Assert.Equal([.. Values.Integers.Select(static x => (double)x)], InstructionRun.Run<double>("cvt.rn.f64.s32", [Values.Integers]));
    }

    [Fact]
    public void Floats_become_the_nearest_integer_of_the_type()
    {
        double[] a = Values.Doubles;
        Assert.Equal([.. a.Select(static x => Integer(Math.Truncate(x)))], InstructionRun.Run<int>("cvt.rzi.s32.f64", [a]));
        Assert.Equal([.. a.Select(static x => Integer(Math.Round(x, MidpointRounding.ToEven)))], InstructionRun.Run<int>("cvt.rni.s32.f64", [a]));
        Assert.Equal([.. a.Select(static x => Integer(Math.Floor(x)))], InstructionRun.Run<int>("cvt.rmi.s32.f64", [a]));
        Assert.Equal([.. a.Select(static x => Integer(Math.Ceiling(x)))], InstructionRun.Run<int>("cvt.rpi.s32.f64", [a]));
        Assert.Equal(
            [0, uint.MaxValue, 3, 0, 2], InstructionRun.Run<uint>("cvt.rzi.u32.f32", [new[] { -1f, 1e10f, 3.9f, float.NaN, 2.5f }]));
        Assert.Equal([long.MinValue, long.MaxValue, -2], InstructionRun.Run<long>("cvt.rzi.s64.f64", [new[] { double.NaN, 1e19, -2.7 }]));
        Assert.Equal([2.0, -2, double.PositiveInfinity], InstructionRun.Run<double>("cvt.rni.f64.f64", [new[] { 2.5, -1.7, double.PositiveInfinity }]));

        static int Integer(double x) => double.IsNaN(x) ? 0 : (int)Math.Clamp(x, int.MinValue, int.MaxValue);
    }

    [Fact]
    public void Float64_is_rounded_to_float32_and_comes_back_as_it_is()
    {
        float[] singles = InstructionRun.Run<float>("cvt.rn.f32.f64", [Values.Doubles]);
        Assert.Equal([.. Values.Doubles.Select(static x => Bits(Values.Canonical((float)x)))], Array.ConvertAll(singles, Bits));
        Assert.Equal([.. Values.Singles.Select(static x => (double)x)], InstructionRun.Run<double>("cvt.f64.f32", [Values.Singles]));
    }

    [Fact]
    public void Sixteen_bit_floats_are_rounded_to_the_nearest_even()
    {
        float[] a = [.. Values.Singles, 1.00390625f, 1.01171875f, 65_519, 65_520, 2049, 2051, 6e-8f, 3e-8f, 3.3895314e38f, 3.4e38f];
        ushort[] halves = [.. a.Select(static x => float.IsNaN(x) ? (ushort)0x7FFF : BitConverter.HalfToUInt16Bits((Half)x))];
        Assert.Equal(halves, InstructionRun.Run<ushort>("cvt.rn.f16.f32", [a]));
        float[] back = [.. halves.Select(static x => Values.Canonical((float)BitConverter.UInt16BitsToHalf(x)))];
        Assert.Equal(Array.ConvertAll(back, Bits), Array.ConvertAll(InstructionRun.Run<float>("cvt.f32.f16", [halves]), Bits));
        Assert.Equal([.. a.Select(BFloat16)], InstructionRun.Run<ushort>("cvt.rn.bf16.f32", [a]));

        // The first operand goes into the upper half.
        float[] b = [.. a.Reverse()];
        uint[] pairs = [.. a.Zip(b, static (high, low) => ((uint)BFloat16(high) << 16) | BFloat16(low))];
        Assert.Equal(pairs, InstructionRun.Run<uint>("cvt.rn.bf16x2.f32", [a, b]));
        uint[] halfPairs = [.. halves.Zip(halves.Reverse(), static (high, low) => ((uint)high << 16) | low)];
        Assert.Equal(halfPairs, InstructionRun.Run<uint>("cvt.rn.f16x2.f32", [a, b]));
    }

    // By distances, and not by the bits that are cut off.
    private static ushort BFloat16(float value)
    {
        if (float.IsNaN(value))
            return 0x7FFF;
        ushort below = (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);
        if (float.IsInfinity(value))
            return below;
        // The number above the largest one counts as 2^128.
        double Number(int bits) => (bits & 0x7FFF) == 0x7F80 ? Math.Pow(2, 128) * Math.Sign(value) : BitConverter.UInt32BitsToSingle((uint)bits << 16);
        double toBelow = Math.Abs(value - Number(below)), toAbove = Math.Abs(Number(below + 1) - value);
        bool up = toAbove < toBelow || (toAbove == toBelow && (below & 1) != 0);
        return (ushort)(up ? below + 1 : below);
    }

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
