using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>The accuracy of the vector exponential, at every width, over all that the sweeps ask of it.</summary>
public sealed unsafe class VectorExpTests
{
    [Fact]
    public void Single_is_within_two_units_of_the_last_place()
    {
        double worst = 0;
        for (float x = -1e-30f; x > -110; x *= 1.0001f)
            worst = Math.Max(worst, Units(x));
        for (float x = 0; x <= 8; x += 1e-3f)
            worst = Math.Max(worst, Units(x));
        // Without a fused multiply-add every step of the polynomial rounds twice.
        Assert.InRange(worst, 0, Fma.IsSupported || AdvSimd.IsSupported ? 2 : 2.1);
    }

    [Fact]
    public void Double_is_within_1e_15()
    {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            double x = 8 - random.NextDouble() * (i % 2 == 0 ? 716 : 16);
            double expected = Math.Exp(x);
            Assert.InRange(Exp<Vector256<double>, double, Lanes256<double>>(x), expected * (1 - 1e-15), expected * (1 + 1e-15));
        }
        Assert.InRange(Exp<Vector256<double>, double, Lanes256<double>>(-744), double.Epsilon, 3 * double.Epsilon);
    }

    [Fact]
    public void Widths_agree()
    {
        for (float x = 0; x > -106; x -= 0.01f)
        {
            float single = Exp<Vector256<float>, float, Lanes256<float>>(x);
            Assert.Equal(single, Exp<Vector128<float>, float, Lanes128<float>>(x));
            Assert.Equal(single, Exp<Vector512<float>, float, Lanes512<float>>(x));
            double twice = Exp<Vector256<double>, double, Lanes256<double>>(x * 7.0);
            Assert.Equal(twice, Exp<Vector128<double>, double, Lanes128<double>>(x * 7.0));
            Assert.Equal(twice, Exp<Vector512<double>, double, Lanes512<double>>(x * 7.0));
        }
    }

    [Fact]
    public void Masked_classes_give_exactly_zero_and_NaN_passes()
    {
        foreach (float x in (float[])[float.NegativeInfinity, float.MinValue, -1000, -105, -104.5f])
            Assert.Equal(0, Exp<Vector256<float>, float, Lanes256<float>>(x));
        foreach (double x in (double[])[double.NegativeInfinity, double.MinValue, -1e5, -745.2])
            Assert.Equal(0, Exp<Vector256<double>, double, Lanes256<double>>(x));
        foreach (uint bits in (uint[])[0x7FC00000, 0xFFC00000, 0x7FC00001, 0x7F800001])
            Assert.Equal(float.NaN, Exp<Vector256<float>, float, Lanes256<float>>(BitConverter.UInt32BitsToSingle(bits)));
        Assert.Equal(double.NaN, Exp<Vector256<double>, double, Lanes256<double>>(double.NaN));
        Assert.Equal(1, Exp<Vector256<float>, float, Lanes256<float>>(0));
        Assert.Equal(1, Exp<Vector256<double>, double, Lanes256<double>>(0));
    }

    private static double Units(float x)
    {
        double expected = Math.Exp(x);
        double unit = Math.Max(Math.ScaleB(1, Math.ILogB(expected) - 23), float.Epsilon);
        return Math.Abs(Exp<Vector256<float>, float, Lanes256<float>>(x) - expected) / unit;
    }

    private static TNumber Exp<TVector, TNumber, TLanes>(TNumber x)
        where TVector : struct
        where TNumber : unmanaged, INumberBase<TNumber>
        where TLanes : struct, ILanes<TVector, TNumber>
    {
        TNumber* numbers = stackalloc TNumber[TLanes.Count];
        for (int i = 0; i < TLanes.Count; i++)
            numbers[i] = x;
        TVector vector = VectorExp.Clamp<TVector, TNumber, TLanes>(TLanes.Load(numbers));
        TLanes.Store(VectorExp.Exp<TVector, TNumber, TLanes>(vector), numbers);
        return numbers[TLanes.Count - 1];
    }
}
