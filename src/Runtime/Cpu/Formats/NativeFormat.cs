using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>float32 and float64: elements are of the arithmetic type.</summary>
internal readonly unsafe struct NativeFormat<TNumber> : IElementFormat<TNumber>
    where TNumber : unmanaged, INumberBase<TNumber>
{
    public static int Size => sizeof(TNumber);

    public static bool IsNative => true;

    public static void Read(byte* source, long stride, TNumber* destination, int count)
    {
        if (stride == 1)
        {
            Unsafe.CopyBlockUnaligned(destination, source, (uint)(count * sizeof(TNumber)));
            return;
        }
        var from = (TNumber*)source;
        for (int i = 0; i < count; i++)
            destination[i] = from[i * stride];
    }

    public static void Write(TNumber* source, byte* destination, long stride, int count)
    {
        if (stride == 1)
        {
            Unsafe.CopyBlockUnaligned(destination, source, (uint)(count * sizeof(TNumber)));
            return;
        }
        var to = (TNumber*)destination;
        for (int i = 0; i < count; i++)
            to[i * stride] = source[i];
    }

    public static double ReadOne(byte* source) => double.CreateTruncating(*(TNumber*)source);

    public static void WriteOne(double value, byte* destination) => *(TNumber*)destination = TNumber.CreateTruncating(value);
}
