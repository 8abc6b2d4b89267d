using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The terms of a gradient, one in every lane.</summary>
internal readonly unsafe struct GradientVectors<TVector, TNumber, TLanes>
    where TVector : struct
    where TNumber : unmanaged
    where TLanes : struct, ILanes<TVector, TNumber>
{
    private readonly TVector _others;
    private readonly TVector _entropy;
    private readonly TVector _mean;
    private readonly TVector _maximum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GradientVectors(in GradientTerms terms)
    {
        _others = TLanes.Create(terms.Others);
        _entropy = TLanes.Create(-terms.Entropy);
        _mean = TLanes.Create(terms.Mean);
        _maximum = TLanes.Create(terms.Maximum);
    }

    /// <summary>exp·(others − entropy·(z − m′)) + mean, and 0 where a masked z must not get the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Gradient<TEntropy, TMasked>(TNumber* exponentials, TNumber* logits)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        TVector factor = _others;
        if (TEntropy.IsSet)
        {
            // A masked class has an exponential of 0, which an offset of −∞ would turn into NaN.
            TVector lowest = TLanes.Create(typeof(TNumber) == typeof(float) ? float.MinValue : double.MinValue);
            TVector offset = TLanes.Max(TLanes.Subtract(TLanes.Load(logits), _maximum), lowest);
            factor = TLanes.MultiplyAdd(offset, _entropy, _others);
        }
        TVector value = TLanes.MultiplyAdd(TLanes.Load(exponentials), factor, _mean);
        return TMasked.IsSet
            ? TLanes.ZeroWhereEqual(value, TLanes.Load(logits), TLanes.Create(double.NegativeInfinity))
            : value;
    }
}
