using System.Numerics;
using ILGPU;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// A row's scalars for its gradient: exp(z_j − maximum)·(others − entropy·(z_j − maximum)) + mean for the other classes, and the
/// target's own.
/// </summary>
internal struct DeviceTerms<TNumber, TArithmetic>
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
{
    /// <summary>The numbers of a row in the buffer that keeps them for backward.</summary>
    public const int Length = 5;

    public TNumber Maximum;
    public TNumber Others;
    public TNumber Entropy;
    public TNumber Mean;
    public TNumber Target;

    /// <summary>Whether the row has no softmax: its gradient is NaN everywhere.</summary>
    public readonly bool IsNaN => TNumber.IsNaN(Maximum);

    /// <summary>Whether every number but the target's is an exponential times <see cref="Others"/>, with nothing infinite to mask.</summary>
    public readonly bool IsPlain => Entropy == TNumber.Zero && Mean == TNumber.Zero && TArithmetic.IsFinite(Others);

    /// <summary>The terms of a row without softmax.</summary>
    public static DeviceTerms<TNumber, TArithmetic> NaN()
    {
        TNumber nan = TArithmetic.NaN;
        return new() { Maximum = nan, Others = nan, Entropy = TNumber.Zero, Mean = nan, Target = nan };
    }

    public static DeviceTerms<TNumber, TArithmetic> Load(ArrayView<TNumber> kept, long row) => new()
    {
        Maximum = kept[row * Length],
        Others = kept[row * Length + 1],
        Entropy = kept[row * Length + 2],
        Mean = kept[row * Length + 3],
        Target = kept[row * Length + 4],
    };

    public readonly void Store(ArrayView<TNumber> kept, long row)
    {
        kept[row * Length] = Maximum;
        kept[row * Length + 1] = Others;
        kept[row * Length + 2] = Entropy;
        kept[row * Length + 3] = Mean;
        kept[row * Length + 4] = Target;
    }

    /// <summary>All of them times a factor; what a loss does not have stays 0 also under an infinite one.</summary>
    public void Scale(TNumber factor)
    {
        Others *= factor;
        Entropy = Entropy == TNumber.Zero ? Entropy : Entropy * factor;
        Mean = Mean == TNumber.Zero ? Mean : Mean * factor;
        Target *= factor;
    }

    /// <summary>The gradient of a class where <see cref="IsPlain"/>.</summary>
    public readonly struct PlainGradient(TNumber maximum, TNumber others) : IMap<TNumber>
    {
        public TNumber Map(TNumber value) => TArithmetic.Exp(value - maximum) * others;
    }

    /// <summary>The gradient of a class, 0 for a masked one.</summary>
    public readonly struct Gradient(TNumber maximum, TNumber others, TNumber entropy, TNumber mean) : IMap<TNumber>
    {
        public TNumber Map(TNumber value)
        {
            TNumber offset = value - maximum;
            TNumber slope = others - entropy * TArithmetic.Max(offset, TArithmetic.VanishingOffset);
            TNumber gradient = TArithmetic.Exp(offset) * slope + mean;
            return value == TArithmetic.NegativeInfinity ? TNumber.Zero : gradient;
        }
    }
}
