using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <content>What is made from exponentials and logarithms, without cancellation near a zero of the function.</content>
    internal readonly partial struct Functions
    {
        private const double LogTwo = 0.69314718055994530942;

        /// <inheritdoc/>
        /// <remarks>W. Kahan's correction, as in <see cref="Float64Math.ExpM1"/>.</remarks>
        public static Value ExpM1(Value x)
        {
            Value exp = Exp(x), difference = exp - One;
            Value corrected = difference * (x / Log(exp));
            return Select(Less(Abs(x), One), Select(Equal(exp, One), x, corrected), difference);
        }

        /// <inheritdoc/>
        /// <remarks>W. Kahan's correction, as in <see cref="Float64Math.LogP1"/>.</remarks>
        public static Value LogP1(Value x)
        {
            Value sum = One + x, log = Log(sum);
            Value corrected = log * (x / (sum - One));
            return Select(Less(Abs(x), One), Select(Equal(sum, One), x, corrected), log);
        }

        public static Value Sigmoid(Value x)
        {
            Value exp = ExpOfNegative(-Abs(x));
            return Select(Less(x, Zero), exp, One) / (One + exp);
        }

        public static Value Softplus(Value x) => Max(x, Zero) + LogP1OfUnit(ExpOfNegative(-Abs(x)));

        /// <inheritdoc/>
        /// <remarks>(1 − e⁻²ˣ)/(1 + e⁻²ˣ) of the absolute value.</remarks>
        public static Value Tanh(Value x)
        {
            Value magnitude = Abs(x);
            Value exp = ExpM1(-(magnitude + magnitude));
            Value tanh = -exp / (Of(2) + exp);
            return Select(Less(x, Zero), -tanh, tanh);
        }

        public static Value LogCosh(Value x)
        {
            Value magnitude = Abs(x);
            Value large = magnitude + (LogP1OfUnit(ExpOfNegative(Of(-2) * magnitude)) - Of(LogTwo));
            Value exp = ExpM1(Min(magnitude, One));
            Value sinh = Of(0.5) * (exp + exp / (One + exp));
            return Select(Less(magnitude, One), Of(0.5) * LogP1(sinh * sinh), large);
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
