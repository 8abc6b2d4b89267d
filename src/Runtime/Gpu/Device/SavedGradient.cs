using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The gradients of rows as a forward saves them for backward, and as functions of a logit.</summary>
internal static class SavedGradient<TNumber, TMath>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    /// <param name="saved">What a forward saved.</param>
    /// <param name="first">Where the row's numbers begin.</param>
    public static RowGradient<TNumber, TMath> Load(ArrayView<TNumber> saved, long first) => new()
    {
        Maximum = saved[first],
        Others = saved[first + 1],
        Entropy = saved[first + 2],
        Mean = saved[first + 3],
        Target = saved[first + 4],
    };

    public static void Store(RowGradient<TNumber, TMath> gradient, ArrayView<TNumber> saved, long first)
    {
        saved[first] = gradient.Maximum;
        saved[first + 1] = gradient.Others;
        saved[first + 2] = gradient.Entropy;
        saved[first + 3] = gradient.Mean;
        saved[first + 4] = gradient.Target;
    }

    /// <summary>Whether every number but the target's is an exponential times one factor, with nothing infinite to mask.</summary>
    public static bool IsPlain(RowGradient<TNumber, TMath> gradient) =>
        gradient.Entropy == TNumber.Zero && gradient.Mean == TNumber.Zero && TMath.IsFinite(gradient.Others);

    /// <summary>The gradient of a class where <see cref="IsPlain"/>.</summary>
    public readonly struct Plain(TNumber maximum, TNumber others) : IMap<TNumber>
    {
        public TNumber Map(TNumber value) => TMath.Exp(value - maximum) * others;
    }

    /// <summary>The gradient of a class, 0 for a masked one.</summary>
    public readonly struct General(TNumber maximum, TNumber others, TNumber entropy, TNumber mean) : IMap<TNumber>
    {
        public TNumber Map(TNumber value)
        {
            TNumber offset = value - maximum;
            TNumber slope = others - entropy * TMath.MaxNumber(offset, TMath.VanishingOffset);
            TNumber gradient = TMath.Exp(offset) * slope + mean;
            return value == TMath.NegativeInfinity ? TNumber.Zero : gradient;
        }
    }
}
