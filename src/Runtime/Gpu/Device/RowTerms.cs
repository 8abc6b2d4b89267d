using System.Numerics;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>exp(z − m).</summary>
internal readonly struct Exponential<TNumber, TMath>(TNumber maximum) : IMap<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    public TNumber Map(TNumber value) => TMath.Exp(value - maximum);
}

/// <summary>exp(z − m)·(z − m), 0 for a masked class.</summary>
internal readonly struct WeightedExponential<TNumber, TMath>(TNumber maximum) : IMap<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
{
    public TNumber Map(TNumber value) => TMath.Exp(value - maximum) * TMath.MaxNumber(value - maximum, TMath.VanishingOffset);
}

/// <summary>What a class adds to the mean relative to the anchor.</summary>
internal readonly struct Offset<TNumber>(TNumber anchor, TNumber share) : IMap<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    public TNumber Map(TNumber value) => (value - anchor) * share;
}
