using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseLsr.Gen.Cpu;

/// <summary>float16, converted by integer arithmetic: .NET has no vector instruction for it.</summary>
internal readonly unsafe struct Float16Format : IElementFormat<float>
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
                ToSingle(lower).Store(destination + i);
                ToSingle(upper).Store(destination + i + 8);
            }
        }
        for (; i < count; i++)
            destination[i] = (float)BitConverter.UInt16BitsToHalf(from[i * stride]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(float* source, byte* destination, long stride, int count)
    {
        var to = (ushort*)destination;
        int i = 0;
        if (stride == 1)
        {
            for (; i + 16 <= count; i += 16)
                Vector256.Narrow(FromSingle(Vector256.Load(source + i)), FromSingle(Vector256.Load(source + i + 8))).Store(to + i);
        }
        for (; i < count; i++)
            to[i * stride] = BitConverter.HalfToUInt16Bits((Half)source[i]);
    }

    public static double ReadOne(byte* source) => (double)*(Half*)source;

    public static void WriteOne(double value, byte* destination) => *(Half*)destination = (Half)value;

    /// <summary>The 15 bits, moved to a float32's place, are the value times 2^−112, subnormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToSingle(Vector256<uint> bits)
    {
        Vector256<uint> magnitude = bits & Vector256.Create(0x7FFFu);
        Vector256<uint> finite = ((magnitude << 13).AsSingle() * Vector256.Create(5.192296858534828e33f)).AsUInt32();
        Vector256<uint> notFinite = Vector256.GreaterThan(magnitude.AsInt32(), Vector256.Create(0x7BFF)).AsUInt32();
        return (finite | (notFinite & Vector256.Create(0x7F800000u)) | ((bits & Vector256.Create(0x8000u)) << 16)).AsSingle();
    }

    /// <summary>To nearest, ties to even: by integer arithmetic for normal results, by a float32 addition for subnormal ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> FromSingle(Vector256<float> value)
    {
        Vector256<uint> bits = value.AsUInt32();
        Vector256<uint> magnitude = bits & Vector256.Create(0x7FFFFFFFu);
        Vector256<uint> normal = (magnitude - Vector256.Create(0x38000000u - 0xFFFu) + ((magnitude >> 13) & Vector256.Create(1u))) >> 13;
        Vector256<uint> half = Vector256.Create(0.5f).AsUInt32();
        Vector256<uint> subnormal = (magnitude.AsSingle() + half.AsSingle()).AsUInt32() - half;
        Vector256<uint> result = Vector256.ConditionalSelect(
            Vector256.LessThan(magnitude.AsInt32(), Vector256.Create(0x38800000)).AsUInt32(), subnormal, normal);
        Vector256<uint> overflow = Vector256.ConditionalSelect(
            Vector256.Equals(value, value).AsUInt32(), Vector256.Create(0x7C00u), Vector256.Create(0x7E00u));
        result = Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(magnitude.AsInt32(), Vector256.Create(0x47800000)).AsUInt32(), overflow, result);
        return result | ((bits >> 16) & Vector256.Create(0x8000u));
    }
}
