using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What the kernels need of a number type in addition to the functions of generated losses, as device code.</summary>
internal interface IDeviceMath<T> : IRowMath<T>, IClassMath<T, bool>
    where T : unmanaged, INumber<T>
{
    /// <summary>The larger one, in one instruction. Whether a NaN passes is open: the sums have it.</summary>
    static abstract T MaxNumber(T x, T y);

    static abstract bool IsFinite(T x);

    /// <summary>An integer of at most 31 bits as a number, rounded.</summary>
    static abstract T OfInteger(int value);

    /// <summary>The number of the lane whose index differs by <paramref name="mask"/>.</summary>
    static abstract T ShuffleXor(T value, int mask);
}
