using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <content>What is made from exponentials and logarithms, without cancellation near a zero of the function.</content>
    internal readonly partial struct Functions
    {
        private const double LogTwo = 0.69314718055994530942;

        // Called rather than inlined, and with plain vectors, which are passed whole: a loss would soon have too much code for the JIT.

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value ExpM1(Value x) => new(ExpM1(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value LogP1(Value x) => new(LogP1(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Sigmoid(Value x) => new(Sigmoid(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Softplus(Value x) => new(Softplus(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value Tanh(Value x) => new(Tanh(x.Vector));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value LogCosh(Value x) => new(LogCosh(x.Vector));

        /// <remarks>W. Kahan's correction, as in <see cref="Float64Math.ExpM1"/>.</remarks>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector ExpM1(TVector vector)
        {
            Value x = new(vector), exp = Exp(x), difference = exp - One;
            Value corrected = difference * (x / Log(exp));
            return Select(Less(Abs(x), One), Select(Equal(exp, One), x, corrected), difference).Vector;
        }

        /// <remarks>W. Kahan's correction, as in <see cref="Float64Math.LogP1"/>.</remarks>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector LogP1(TVector vector)
        {
            Value x = new(vector), sum = One + x, log = Log(sum);
            Value corrected = log * (x / (sum - One));
            return Select(Less(Abs(x), One), Select(Equal(sum, One), x, corrected), log).Vector;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector Sigmoid(TVector vector)
        {
            Value x = new(vector), exp = ExpOfNegative(-Abs(x));
            return (Select(Less(x, Zero), exp, One) / (One + exp)).Vector;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector Softplus(TVector vector)
        {
            Value x = new(vector);
            return (Max(x, Zero) + LogP1OfUnit(ExpOfNegative(-Abs(x)))).Vector;
        }

        /// <remarks>
        /// (1 − e⁻²ˣ)/(1 + e⁻²ˣ) of the absolute value from 0.625 on, below it x + x³·r(x²) with S. Moshier's approximations r (Cephes).
        /// </remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Tanh(TVector vector)
        {
            Value x = new(vector), magnitude = Abs(x), exp = ExpOfNegative(Of(-2) * magnitude), square = x * x;
            Value large = (One - exp) / (One + exp);
            Value small = x + x * square * (typeof(TNumber) == typeof(float) ? TanhOfSingles(square) : TanhOfDoubles(square));
            return Select(Less(magnitude, Of(0.625)), small, Select(Less(x, Zero), -large, large)).Vector;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Value TanhOfSingles(Value square)
        {
            TVector p = TLanes.Create(-5.70498872745e-3);
            p = TLanes.MultiplyAdd(p, square.Vector, TLanes.Create(2.06390887954e-2));
            p = TLanes.MultiplyAdd(p, square.Vector, TLanes.Create(-5.37397155531e-2));
            p = TLanes.MultiplyAdd(p, square.Vector, TLanes.Create(1.33314422036e-1));
            return new(TLanes.MultiplyAdd(p, square.Vector, TLanes.Create(-3.33332819422e-1)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Value TanhOfDoubles(Value square)
        {
            TVector p = TLanes.Create(-9.64399179425052238628e-1);
            p = TLanes.MultiplyAdd(p, square.Vector, TLanes.Create(-9.92877231001918586564e1));
            p = TLanes.MultiplyAdd(p, square.Vector, TLanes.Create(-1.61468768441708447952e3));
            TVector q = TLanes.Add(square.Vector, TLanes.Create(1.12811678491632931402e2));
            q = TLanes.MultiplyAdd(q, square.Vector, TLanes.Create(2.23548839060100448583e3));
            q = TLanes.MultiplyAdd(q, square.Vector, TLanes.Create(4.84406305325125486048e3));
            return new(TLanes.Divide(p, q));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TVector LogCosh(TVector vector)
        {
            Value magnitude = Abs(new(vector));
            Value large = magnitude + (LogP1OfUnit(ExpOfNegative(Of(-2) * magnitude)) - Of(LogTwo));
            Value exp = ExpM1(Min(magnitude, One));
            Value sinh = Of(0.5) * (exp + exp / (One + exp));
            return Select(Less(magnitude, One), Of(0.5) * LogP1(sinh * sinh), large).Vector;
        }

        /// <summary>eˣ for x ≤ 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Value ExpOfNegative(Value x) =>
            new(VectorExp.Exp<TVector, TNumber, TLanes>(VectorExp.Clamp<TVector, TNumber, TLanes>(x.Vector)));

        /// <summary>log(1 + x) for 0 ≤ x ≤ 1, as <see cref="Float64Math.LogP1OfUnit"/>.</summary>
        private static Value LogP1OfUnit(Value x)
        {
            Value s = x / (Of(2) + x), t = s * s;
            TVector p = TLanes.Create(0.08082022805971766);
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.04400369243072337));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.06000536404795356));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.06657072104827468));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.07692785032479312));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.09090894718066429));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.11111111358713932));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.1428571428355438));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.20000000000007292));
            p = TLanes.MultiplyAdd(p, t.Vector, TLanes.Create(0.3333333333333333));
            return x - s * (x - (t + t) * new Value(p));
        }
    }
}
