using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>Operations on float32 that take subnormal numbers, and give them, as zeros of the same sign (<c>.ftz</c>).</summary>
internal static class Flushed
{
    public readonly struct Unary<TOperation> : IUnary<float, float>
        where TOperation : struct, IUnary<float, float>
    {
        public static float Apply(float a) => Flush(TOperation.Apply(Flush(a)));
    }

    public readonly struct Binary<TOperation> : IBinary<float, float, float>
        where TOperation : struct, IBinary<float, float, float>
    {
        public static float Apply(float a, float b) => Flush(TOperation.Apply(Flush(a), Flush(b)));
    }

    public readonly struct Ternary<TOperation> : ITernary<float, float>
        where TOperation : struct, ITernary<float, float>
    {
        public static float Apply(float a, float b, float c) => Flush(TOperation.Apply(Flush(a), Flush(b), Flush(c)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x7F800000) == 0 ? BitConverter.UInt32BitsToSingle(bits & 0x80000000) : value;
    }
}
