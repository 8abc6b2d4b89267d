using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseLsr.Gen.Cpu;

/// <summary>bfloat16: the upper half of a float32.</summary>
internal readonly unsafe struct BFloat16Format : IElementFormat<float>
{
    public static int Size => sizeof(ushort);

    public static bool IsNative => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(byte* source, long stride, float* destination, int count)
    {
        var from = (ushort*)source;
        int i = 0;
        if (stride == 1)
        {
            for (; i + 16 <= count; i += 16)
            {
                (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Load(from + i));
                (lower << 16).AsSingle().Store(destination + i);
                (upper << 16).AsSingle().Store(destination + i + 8);
            }
        }
        for (; i < count; i++)
            destination[i] = ToSingle(from[i * stride]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(float* source, byte* destination, long stride, int count)
    {
        var to = (ushort*)destination;
        int i = 0;
        if (stride == 1)
        {
            for (; i + 16 <= count; i += 16)
                Vector256.Narrow(Round(Vector256.Load(source + i)), Round(Vector256.Load(source + i + 8))).Store(to + i);
        }
        for (; i < count; i++)
            to[i * stride] = FromSingle(source[i]);
    }

    public static double ReadOne(byte* source) => ToSingle(*(ushort*)source);

    public static void WriteOne(double value, byte* destination) => *(ushort*)destination = FromSingle((float)value);

    private static float ToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>To nearest, ties to even; a NaN stays one.</summary>
    private static ushort FromSingle(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)(bits >> 16 | 0x40) : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Round(Vector256<float> value)
    {
        Vector256<uint> bits = value.AsUInt32();
        Vector256<uint> rounded = bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256.Create(1u));
        return Vector256.ConditionalSelect(Vector256.Equals(value, value).AsUInt32(), rounded, bits | Vector256.Create(0x400000u)) >> 16;
    }
}
