using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>What functions of a class are evaluated with on the CPU: vectors of classes, and the functions of such vectors.</summary>
internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
    where TVector : struct
    where TNumber : unmanaged
    where TLanes : struct, ILanes<TVector, TNumber>
{
    /// <summary>A vector with operators, one number for each of several classes.</summary>
    internal readonly struct Value(TVector vector) : IAdditionOperators<Value, Value, Value>, ISubtractionOperators<Value, Value, Value>,
        IMultiplyOperators<Value, Value, Value>, IDivisionOperators<Value, Value, Value>, IUnaryNegationOperators<Value, Value>
    {
        public readonly TVector Vector = vector;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value operator +(Value left, Value right) => new(TLanes.Add(left.Vector, right.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value operator -(Value left, Value right) => new(TLanes.Subtract(left.Vector, right.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value operator *(Value left, Value right) => new(TLanes.Multiply(left.Vector, right.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value operator /(Value left, Value right) => new(TLanes.Divide(left.Vector, right.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value operator -(Value value) => new(TLanes.Negate(value.Vector));
    }

    /// <summary>The value, but 0 in the lanes of a mask where it is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value ZeroWhereNaN(Value value, TVector mask)
    {
        TVector isNaN = TLanes.Not(TLanes.Equal(value.Vector, value.Vector));
        return new(TLanes.Select(TLanes.And(isNaN, mask), TLanes.Create(0), value.Vector));
    }
}
