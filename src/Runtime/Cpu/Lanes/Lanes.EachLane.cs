using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <content>Rare functions, lane by lane in float64.</content>
    internal readonly partial struct Functions
    {
        public static Value Cbrt(Value x) => EachLane(x, &Float64Math.Cbrt);

        public static Value Tan(Value x) => EachLane(x, &Float64Math.Tan);

        public static Value Asin(Value x) => EachLane(x, &Float64Math.Asin);

        public static Value Acos(Value x) => EachLane(x, &Float64Math.Acos);

        public static Value Atan(Value x) => EachLane(x, &Float64Math.Atan);

        public static Value Sinh(Value x) => EachLane(x, &Float64Math.Sinh);

        public static Value Cosh(Value x) => EachLane(x, &Float64Math.Cosh);

        public static Value Asinh(Value x) => EachLane(x, &Float64Math.Asinh);

        public static Value Acosh(Value x) => EachLane(x, &Float64Math.Acosh);

        public static Value Atanh(Value x) => EachLane(x, &Float64Math.Atanh);

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Value EachLane(Value x, delegate*<double, double> function)
        {
            TNumber* numbers = stackalloc TNumber[TLanes.Count];
            TLanes.Store(x.Vector, numbers);
            for (int i = 0; i < TLanes.Count; i++)
                Write(numbers + i, function(Read(numbers + i)));
            return new(TLanes.Load(numbers));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Value EachLane(Value x, Value y, delegate*<double, double, double> function)
        {
            TNumber* numbers = stackalloc TNumber[2 * TLanes.Count];
            TLanes.Store(x.Vector, numbers);
            TLanes.Store(y.Vector, numbers + TLanes.Count);
            for (int i = 0; i < TLanes.Count; i++)
                Write(numbers + i, function(Read(numbers + i), Read(numbers + TLanes.Count + i)));
            return new(TLanes.Load(numbers));
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
