using System.Numerics;

namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>Arithmetic and logic on integers, which wrap around.</summary>
internal static class Integers
{
    public readonly struct Add<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => unchecked(a + b);
    }

    public readonly struct Subtract<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => unchecked(a - b);
    }

    /// <summary>The lower half of a product.</summary>
    public readonly struct Multiply<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => unchecked(a * b);
    }

    /// <summary>A whole product, of twice as many bits.</summary>
    public readonly struct MultiplyWide<T, TWide> : IBinary<T, T, TWide>
        where T : IBinaryInteger<T>
        where TWide : IBinaryInteger<TWide>
    {
        public static TWide Apply(T a, T b) => TWide.CreateTruncating(a) * TWide.CreateTruncating(b);
    }

    /// <summary>The upper half of a product.</summary>
    public readonly struct MultiplyHigh<T, TWide> : IBinary<T, T, T>
        where T : unmanaged, IBinaryInteger<T>
        where TWide : IBinaryInteger<TWide>
    {
        public static unsafe T Apply(T a, T b) => T.CreateTruncating((TWide.CreateTruncating(a) * TWide.CreateTruncating(b)) >> (8 * sizeof(T)));
    }

    public readonly struct MultiplyAdd<T> : ITernary<T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b, T c) => unchecked((a * b) + c);
    }

    public readonly struct MultiplyWideAdd<T, TWide> : ITernary<T, TWide>
        where T : IBinaryInteger<T>
        where TWide : IBinaryInteger<TWide>
    {
        public static TWide Apply(T a, T b, TWide c) => unchecked((TWide.CreateTruncating(a) * TWide.CreateTruncating(b)) + c);
    }

    /// <summary>A quotient; by 0, which PTX leaves open, all bits.</summary>
    public readonly struct Divide<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => T.IsZero(b) ? T.AllBitsSet : IsMinusOne(b) ? unchecked(T.Zero - a) : a / b;
    }

    /// <summary>A remainder; by 0, which PTX leaves open, the dividend.</summary>
    public readonly struct Remainder<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => T.IsZero(b) ? a : IsMinusOne(b) ? T.Zero : a % b;
    }

    public readonly struct Minimum<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => T.Min(a, b);
    }

    public readonly struct Maximum<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => T.Max(a, b);
    }

    public readonly struct And<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => a & b;
    }

    public readonly struct Or<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => a | b;
    }

    public readonly struct Xor<T> : IBinary<T, T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a, T b) => a ^ b;
    }

    public readonly struct Not<T> : IUnary<T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a) => ~a;
    }

    public readonly struct Negate<T> : IUnary<T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a) => unchecked(T.Zero - a);
    }

    public readonly struct Absolute<T> : IUnary<T, T>
        where T : IBinaryInteger<T>
    {
        public static T Apply(T a) => T.IsNegative(a) ? unchecked(T.Zero - a) : a;
    }

    public readonly struct PopulationCount<T> : IUnary<T, uint>
        where T : IBinaryInteger<T>
    {
        public static uint Apply(T a) => uint.CreateTruncating(T.PopCount(a));
    }

    public readonly struct LeadingZeros<T> : IUnary<T, uint>
        where T : IBinaryInteger<T>
    {
        public static uint Apply(T a) => uint.CreateTruncating(T.LeadingZeroCount(a));
    }

    /// <summary>A shift; by as many bits as there are, or more, it gives 0.</summary>
    public readonly struct ShiftLeft<T> : IBinary<T, uint, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static unsafe T Apply(T a, uint bits) => bits >= 8 * sizeof(T) ? T.Zero : a << (int)bits;
    }

    /// <summary>A shift; by as many bits as there are, or more, it gives 0, or −1 for what is negative.</summary>
    public readonly struct ShiftRight<T> : IBinary<T, uint, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static unsafe T Apply(T a, uint bits) =>
            bits < 8 * sizeof(T) ? a >> (int)bits : T.IsNegative(a) ? T.AllBitsSet : T.Zero;
    }

    // The most negative number by −1 overflows.
    private static bool IsMinusOne<T>(T number)
        where T : IBinaryInteger<T> =>
        T.IsNegative(number) && number == T.AllBitsSet;
}
