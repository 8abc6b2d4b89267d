using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The scalars of a row's gradient, broadcast to all lanes.</summary>
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
    public GradientVectors(in RowGradient<double, Float64Math> gradient)
    {
        _others = TLanes.Create(gradient.Others);
        _entropy = TLanes.Create(-gradient.Entropy);
        _mean = TLanes.Create(gradient.Mean);
        _maximum = TLanes.Create(gradient.Maximum);
    }

    /// <summary>exp·(others − entropy·(z − m′)) + mean; with <typeparamref name="TMasked"/>, 0 where z is −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Gradient<TEntropy, TMasked>(TNumber* exponentials, TNumber* logits)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        TVector factor = _others;
        if (TEntropy.IsSet)
        {
            // A masked class has an exponential of 0, which an offset of −∞ would turn into NaN, as would one that makes the factor
            // infinite; of an offset as low as this the exponential is 0 in both types.
            TVector lowest = TLanes.Create(-1024);
            TVector offset = TLanes.Max(TLanes.Subtract(TLanes.Load(logits), _maximum), lowest);
            factor = TLanes.MultiplyAdd(offset, _entropy, _others);
        }
        TVector value = TLanes.MultiplyAdd(TLanes.Load(exponentials), factor, _mean);
        return TMasked.IsSet
            ? TLanes.ZeroWhereEqual(value, TLanes.Load(logits), TLanes.Create(double.NegativeInfinity))
            : value;
    }
}
