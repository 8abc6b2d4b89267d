using System.Numerics;

namespace SparseLsr.Gen.Ptx.Operations;

/// <summary>Arithmetic on float32 and float64, rounded to the nearest.</summary>
/// <remarks>A result that is NaN is the canonical one. Subnormal numbers are kept; <see cref="Flushed"/> is for <c>.ftz</c>.</remarks>
internal static class Floats
{
    public readonly struct Add<T> : IBinary<T, T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b) => CanonicalNaN.Of(a + b);
    }

    public readonly struct Subtract<T> : IBinary<T, T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b) => CanonicalNaN.Of(a - b);
    }

    public readonly struct Multiply<T> : IBinary<T, T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b) => CanonicalNaN.Of(a * b);
    }

    public readonly struct Divide<T> : IBinary<T, T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b) => CanonicalNaN.Of(a / b);
    }

    /// <summary>The larger number: a number before NaN, and +0 before −0.</summary>
    public readonly struct Maximum<T> : IBinary<T, T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b) => CanonicalNaN.Of(T.MaxNumber(a, b));
    }

    /// <summary>The smaller number: a number before NaN, and −0 before +0.</summary>
    public readonly struct Minimum<T> : IBinary<T, T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b) => CanonicalNaN.Of(T.MinNumber(a, b));
    }

    /// <summary>a·b + c, rounded once.</summary>
    public readonly struct FusedMultiplyAdd<T> : ITernary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b, T c) => CanonicalNaN.Of(T.FusedMultiplyAdd(a, b, c));
    }

    /// <summary>a·b − c, rounded once: how an assembler fuses a product with a subtraction.</summary>
    public readonly struct FusedMultiplySubtract<T> : ITernary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b, T c) => CanonicalNaN.Of(T.FusedMultiplyAdd(a, b, -c));
    }

    /// <summary>c − a·b, rounded once.</summary>
    public readonly struct FusedNegativeMultiplyAdd<T> : ITernary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a, T b, T c) => CanonicalNaN.Of(T.FusedMultiplyAdd(-a, b, c));
    }

    /// <summary>Turns the sign around, that of NaN too.</summary>
    public readonly struct Negate<T> : IUnary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a) => -a;
    }

    public readonly struct Absolute<T> : IUnary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a) => T.Abs(a);
    }

    public readonly struct SquareRoot<T> : IUnary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a) => CanonicalNaN.Of(T.Sqrt(a));
    }

    public readonly struct Reciprocal<T> : IUnary<T, T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static T Apply(T a) => CanonicalNaN.Of(T.One / a);
    }

    public readonly struct IsFinite<T> : IProperty<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static bool Contains(T a) => T.IsFinite(a);
    }

    public readonly struct IsInfinite<T> : IProperty<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static bool Contains(T a) => T.IsInfinity(a);
    }

    public readonly struct IsNumber<T> : IProperty<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static bool Contains(T a) => !T.IsNaN(a);
    }

    public readonly struct IsNaN<T> : IProperty<T>
        where T : IBinaryFloatingPointIeee754<T>
    {
        public static bool Contains(T a) => T.IsNaN(a);
    }
}
