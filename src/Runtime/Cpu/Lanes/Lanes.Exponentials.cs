using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <content>What is made from exponentials and logarithms, without cancellation near a zero of the function.</content>
    internal readonly partial struct Functions<TGuards>
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

        /// <remarks>4e/(1 + e)² with e = e⁻²ˣ of the absolute value.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Value SechSquared(Value x)
        {
            Value expM1 = ExpM1OfTwice(x, out Value exp), reciprocal = One / (Of(2) + expM1);
            return Of(4) * exp * reciprocal * reciprocal;
        }

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

        /// <remarks>(1 − e⁻²ˣ)/(1 + e⁻²ˣ) of the absolute value, which does not cancel.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Tanh(TVector vector)
        {
            Value expM1 = ExpM1OfTwice(new(vector), out _), reciprocal = One / (Of(2) + expM1);
            return TLanes.CopySign((expM1 * reciprocal).Vector, vector);
        }

        /// <summary>
        /// e⁻²ˣ − 1 of the absolute value, and e⁻²ˣ: the same for tanh and its derivative, so that the JIT computes it once.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Value ExpM1OfTwice(Value x, out Value exp)
        {
            TVector clamped = VectorExp.Clamp<TVector, TNumber, TLanes>((Of(-2) * Abs(x)).Vector);
            TVector expM1 = VectorExp.ExpM1<TVector, TNumber, TLanes>(clamped, out TVector of);
            exp = new(of);
            return new(expM1);
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
