using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal static unsafe partial class Lanes<TVector, TNumber, TLanes>
{
    /// <summary>As many successive classes as a vector has lanes; each number is loaded where a function of the class reads it.</summary>
    internal struct Class : IClassValues<Value>
    {
        private readonly TVector _probPerExponential;
        private readonly TVector _maximum;
        private readonly TVector _logSumExpOffset;

        /// <param name="probPerExponential">The probability of a class whose kept exponential is 1.</param>
        /// <param name="reference">What the row's classes are relative to.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Class(double probPerExponential, in ClassReference reference)
        {
            _probPerExponential = TLanes.Create(probPerExponential);
            _maximum = TLanes.Create(reference.Maximum);
            _logSumExpOffset = TLanes.Create(reference.LogSumExpOffset);
        }

        /// <summary>The kept exponentials of the classes.</summary>
        public TNumber* Exponentials { get; set; }

        /// <summary>Their logits.</summary>
        public TNumber* Logits { get; set; }

        /// <summary>The same before they were transformed.</summary>
        public TNumber* Untransformed { get; set; }

        /// <summary>The number of the first one.</summary>
        public nint First { get; set; }

        /// <summary>Where each of the loss's class vectors begins.</summary>
        public TNumber** Vectors { get; set; }

        /// <summary>Where the number of class 0 would be of each of its class inputs.</summary>
        public TNumber** Inputs { get; set; }

        public readonly Value Logit
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(TLanes.Load(Logits));
        }

        public readonly Value UntransformedLogit
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(TLanes.Load(Untransformed));
        }

        public readonly Value LogProb
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(TLanes.Subtract(TLanes.Subtract(TLanes.Load(Logits), _maximum), _logSumExpOffset));
        }

        public readonly Value Prob
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(TLanes.Multiply(TLanes.Load(Exponentials), _probPerExponential));
        }

        public readonly Value Index
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(TLanes.Add(TLanes.Create(First), TLanes.Indices));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Value Vector(int index) => new(TLanes.Load(Vectors[index] + First));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Value Input(int index) => new(TLanes.Load(Inputs[index] + First));
    }
}
