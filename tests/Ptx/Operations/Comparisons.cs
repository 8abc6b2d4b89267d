using System.Numerics;

namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>Comparisons. Where one of two floats is NaN, the ordered ones are false, and the unordered ones true.</summary>
internal static class Comparisons
{
    public readonly struct Equal<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => a == b;
    }

    public readonly struct NotEqual<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => a < b || a > b;
    }

    public readonly struct Less<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => a < b;
    }

    public readonly struct LessOrEqual<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => a <= b;
    }

    public readonly struct Greater<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => a > b;
    }

    public readonly struct GreaterOrEqual<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => a >= b;
    }

    /// <summary>The opposite of another comparison: the unordered one of the opposite relation.</summary>
    public readonly struct Not<TComparison, T> : IComparison<T>
        where TComparison : struct, IComparison<T>
    {
        public static bool Contains(T a, T b) => !TComparison.Contains(a, b);
    }

    /// <summary>Whether both are numbers.</summary>
    public readonly struct Ordered<T> : IComparison<T>
        where T : INumber<T>
    {
        public static bool Contains(T a, T b) => !T.IsNaN(a) && !T.IsNaN(b);
    }
}
