using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>The one NaN that operations on float32 result in; those on float64 leave their operand's.</summary>
internal static class CanonicalNaN
{
    public const uint SingleBits = 0x7FFFFFFF;

    public const ushort HalfBits = 0x7FFF;

    public static float Single => BitConverter.UInt32BitsToSingle(SingleBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) && T.IsNaN(value) ? (T)(object)Single : value;
}
