using System.ComponentModel;
using System.Numerics;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The functions that a generated loss calls, by the names of the generator's operators, so that one text serves float64 on the
/// CPU, float32 and float64 on the GPU. Implemented by types without state.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowMath<T> : IMathFunctions<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>−∞.</summary>
    static abstract T NegativeInfinity { get; }

    /// <summary>NaN.</summary>
    static abstract T NaN { get; }

    /// <summary>The lowest finite number.</summary>
    static abstract T Lowest { get; }

    /// <summary>An offset whose exponential is exactly 0: it stands for −∞ where that would be multiplied by 0.</summary>
    static abstract T VanishingOffset { get; }

    /// <summary>One of two numbers by the sign of another: <paramref name="positive"/> for +0 as well.</summary>
    static abstract T BySign(T sign, T positive, T negative);

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1.</summary>
    static abstract T LogP1OfUnit(T x);
}
