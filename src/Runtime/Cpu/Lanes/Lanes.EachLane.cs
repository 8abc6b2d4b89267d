using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <content>Powers, and rare functions lane by lane in float64.</content>
    internal readonly partial struct Functions<TGuards>
    {
        /// <remarks>Exponents are mostly parameters, and these their values, with which a power is exact or rounded once.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Pow(Value x, Value y)
        {
            if (TLanes.AllEqual(y.Vector, TLanes.Create(1)))
                return x;
            return TLanes.AllEqual(y.Vector, TLanes.Create(2)) ? x * x : new(Pow(x.Vector, y.Vector));
        }

        public static Value Cbrt(Value x) => new(EachLane(x.Vector, &Float64Math.Cbrt));

        public static Value Tan(Value x) => new(EachLane(x.Vector, &Float64Math.Tan));

        public static Value Asin(Value x) => new(EachLane(x.Vector, &Float64Math.Asin));

        public static Value Acos(Value x) => new(EachLane(x.Vector, &Float64Math.Acos));

        public static Value Atan(Value x) => new(EachLane(x.Vector, &Float64Math.Atan));

        public static Value Sinh(Value x) => new(EachLane(x.Vector, &Float64Math.Sinh));

        public static Value Cosh(Value x) => new(EachLane(x.Vector, &Float64Math.Cosh));

        public static Value Asinh(Value x) => new(EachLane(x.Vector, &Float64Math.Asinh));

        public static Value Acosh(Value x) => new(EachLane(x.Vector, &Float64Math.Acosh));

        public static Value Atanh(Value x) => new(EachLane(x.Vector, &Float64Math.Atanh));

        /// <remarks>float64 numbers would need a logarithm of more digits.</remarks>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector Pow(TVector x, TVector y)
        {
            TVector zero = TLanes.Create(0), one = TLanes.Create(1);
            if (TLanes.AllEqual(y, zero))
                return one;
            if (typeof(TNumber) != typeof(float) || TLanes.AnyGreater(zero, x))
                return EachLane(x, y, &Float64Math.Pow);
            // 1 to any power and anything to the power of 0 are 1, NaN included.
            TVector isOne = TLanes.Or(TLanes.Equal(x, one), TLanes.Equal(y, zero));
            // -0 counts as 0.
            return TLanes.Select(isOne, one, TLanes.PowOfSingles(TLanes.Add(x, zero), y));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector EachLane(TVector x, delegate*<double, double> function)
        {
            TNumber* numbers = stackalloc TNumber[TLanes.Count];
            TLanes.Store(x, numbers);
            for (int i = 0; i < TLanes.Count; i++)
                Write(numbers + i, function(Read(numbers + i)));
            return TLanes.Load(numbers);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector EachLane(TVector x, TVector y, delegate*<double, double, double> function)
        {
            TNumber* numbers = stackalloc TNumber[2 * TLanes.Count];
            TLanes.Store(x, numbers);
            TLanes.Store(y, numbers + TLanes.Count);
            for (int i = 0; i < TLanes.Count; i++)
                Write(numbers + i, function(Read(numbers + i), Read(numbers + TLanes.Count + i)));
            return TLanes.Load(numbers);
        }

        private static double Read(TNumber* source) => typeof(TNumber) == typeof(float) ? *(float*)source : *(double*)source;

        private static void Write(TNumber* destination, double value)
        {
            if (typeof(TNumber) == typeof(float))
                *(float*)destination = (float)value;
            else
                *(double*)destination = value;
        }
    }
}
