using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <summary>The functions of such vectors; a condition is a mask of lanes.</summary>
    /// <remarks>
    /// Within 3 units in the last place of the vectors' own type of what <see cref="Float64Math"/> has, but ExpM1 and Tanh within 5,
    /// LogCosh within 7: relative to the value, also near a zero of the function. <c>LaneFunctionTests</c> has each.
    /// </remarks>
    /// <typeparam name="TGuards">
    /// Whether products of 0 and ∞ are 0. Otherwise they are NaN, for a caller that looks for NaN and then computes again with this set.
    /// </typeparam>
    internal readonly partial struct Functions<TGuards> : IClassMath<Value, TVector>
        where TGuards : struct, IFlag
    {
        private static Value Zero
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Of(0);
        }

        private static Value One
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Of(1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Of(double value) => new(TLanes.Create(value));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Less(Value x, Value y) => TLanes.Less(x.Vector, y.Vector);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector LessOrEqual(Value x, Value y) => TLanes.LessOrEqual(x.Vector, y.Vector);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Equal(Value x, Value y) => TLanes.Equal(x.Vector, y.Vector);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector And(TVector x, TVector y) => TLanes.And(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Or(TVector x, TVector y) => TLanes.Or(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Not(TVector x) => TLanes.Not(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Select(TVector condition, Value x, Value y) => new(TLanes.Select(condition, x.Vector, y.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value SelectMasked(TVector masked, Value x, Value y) => typeof(TGuards) == typeof(Yes) ? Select(masked, x, y) : y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value MultiplyNoNan(Value x, Value y)
        {
            Value product = x * y;
            if (typeof(TGuards) == typeof(No))
                return product;
            // Seldom is there a NaN to tell apart.
            if (TLanes.AllEqual(product.Vector, product.Vector))
                return product;
            return Select(And(Not(Equal(product, product)), And(Equal(x, x), Equal(y, y))), Zero, product);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Sqrt(Value x) => new(TLanes.Sqrt(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Abs(Value x) => new(TLanes.Abs(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Sign(Value x) => Select(Less(Zero, x), One, Select(Less(x, Zero), Of(-1), x));

        // The instruction passes NaN of its second operand on.

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Min(Value x, Value y) =>
            new(TLanes.Select(TLanes.Equal(x.Vector, x.Vector), TLanes.Min(x.Vector, y.Vector), x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Max(Value x, Value y) =>
            new(TLanes.Select(TLanes.Equal(x.Vector, x.Vector), TLanes.Max(x.Vector, y.Vector), x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Clamp(Value x, Value low, Value high) => Min(Max(x, low), high);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Exp(Value x) => new(TLanes.Exp(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Log(Value x) => new(TLanes.Log(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Sin(Value x) => new(TLanes.Sin(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Cos(Value x) => new(TLanes.Cos(x.Vector));
    }
}
