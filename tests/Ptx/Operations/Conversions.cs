using System.Numerics;

namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>Conversions between types.</summary>
internal static class Conversions
{
    /// <summary>Cuts bits off, or extends by zeros or the sign, as the source has one.</summary>
    public readonly struct Integer<TSource, TResult> : IUnary<TSource, TResult>
        where TSource : IBinaryInteger<TSource>
        where TResult : IBinaryInteger<TResult>
    {
        public static TResult Apply(TSource a) => TResult.CreateTruncating(a);
    }

    public readonly struct IntegerToFloat<TSource, TResult> : IUnary<TSource, TResult>
        where TSource : IBinaryInteger<TSource>
        where TResult : IBinaryFloatingPointIeee754<TResult>
    {
        public static TResult Apply(TSource a) => TResult.CreateTruncating(a);
    }

    /// <summary>
    /// Rounds to an integer, and takes the nearest one of the type where there is none. NaN is 0 in 32 bits and fewer, and the sign
    /// bit alone in 64.
    /// </summary>
    public readonly struct FloatToInteger<TRounding, TSource, TResult> : IUnary<TSource, TResult>
        where TRounding : struct, IRounding
        where TSource : IBinaryFloatingPointIeee754<TSource>
        where TResult : unmanaged, IBinaryInteger<TResult>
    {
        public static unsafe TResult Apply(TSource a) => !TSource.IsNaN(a)
            ? TResult.CreateSaturating(TSource.Round(a, TRounding.Mode))
            : sizeof(TResult) == sizeof(long) ? TResult.One << 63 : TResult.Zero;
    }

    /// <summary>Rounds to an integer of the same type.</summary>
    public readonly struct FloatToWhole<TRounding, T> : IUnary<T, T>
        where TRounding : struct, IRounding
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a) => CanonicalNaN.Of(T.Round(a, TRounding.Mode));
    }

    public readonly struct SingleToDouble : IUnary<float, double>
    {
        public static double Apply(float a) => a;
    }

    public readonly struct DoubleToSingle : IUnary<double, float>
    {
        public static float Apply(double a) => CanonicalNaN.Of((float)a);
    }

    public readonly struct HalfToSingle : IUnary<ushort, float>
    {
        public static float Apply(ushort a) => CanonicalNaN.Of((float)BitConverter.UInt16BitsToHalf(a));
    }

    public readonly struct SingleToHalf : IUnary<float, ushort>
    {
        public static ushort Apply(float a) => float.IsNaN(a) ? CanonicalNaN.HalfBits : BitConverter.HalfToUInt16Bits((Half)a);
    }

    /// <summary>Two numbers of float16 in a word, the second one in its lower half.</summary>
    public readonly struct SinglesToHalves : IBinary<float, float, uint>
    {
        public static uint Apply(float a, float b) => ((uint)SingleToHalf.Apply(a) << 16) | SingleToHalf.Apply(b);
    }

    /// <summary>The nearest number of bfloat16, of two the even one.</summary>
    public readonly struct SingleToBFloat16 : IUnary<float, ushort>
    {
        public static ushort Apply(float a)
        {
            if (float.IsNaN(a))
                return CanonicalNaN.HalfBits;
            uint bits = BitConverter.SingleToUInt32Bits(a);
            return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }

    /// <summary>Two numbers of bfloat16 in a word, the second one in its lower half.</summary>
    public readonly struct SinglesToBFloat16s : IBinary<float, float, uint>
    {
        public static uint Apply(float a, float b) => ((uint)SingleToBFloat16.Apply(a) << 16) | SingleToBFloat16.Apply(b);
    }
}
