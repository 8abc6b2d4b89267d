using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The transform of a loss's logits; for a loss without one, nothing.</summary>
internal readonly struct DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> : IIndexedMap<TNumber>
    where TLoss : unmanaged, IClassLoss
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    private readonly TLoss _loss;
    private readonly RowScalars<TNumber> _scalars;

    public DeviceTransform(TLoss loss, DeviceInputs<TNumber, TFormat, TPack> inputs)
    {
        RowScalars<TNumber> scalars = default;
        if (TLoss.HasTransform)
            loss.PrepareTransform<TNumber, TMath>(inputs.Row, ref scalars);
        _loss = loss;
        Inputs = inputs;
        _scalars = scalars;
    }

    /// <summary>What the loss is given of the row.</summary>
    public DeviceInputs<TNumber, TFormat, TPack> Inputs { get; }

    /// <summary>The transformed logit of one of the other classes; a masked class stays masked.</summary>
    public TNumber Map(TNumber logit, int index) =>
        TLoss.HasTransform ? TMath.Select(logit == TMath.NegativeInfinity, logit, Unmasked(logit, index)) : logit;

    /// <summary>The transformed logit of one of the other classes that is not masked.</summary>
    public TNumber Unmasked(TNumber logit, int index)
    {
        if (!TLoss.HasTransform)
            return logit;
        var of = new DeviceClass<TNumber, TMath, TFormat, TPack>(logit, logit, index, Inputs, default);
        return _loss.Transform<TNumber, bool, TMath, DeviceClass<TNumber, TMath, TFormat, TPack>>(of, _scalars);
    }

    /// <summary>What the gradient by the transformed logit is multiplied by.</summary>
    public TNumber Slope(TNumber logit, int index)
    {
        var of = new DeviceClass<TNumber, TMath, TFormat, TPack>(logit, logit, index, Inputs, default);
        return _loss.TransformSlope<TNumber, bool, TMath, DeviceClass<TNumber, TMath, TFormat, TPack>>(of, _scalars);
    }

    /// <summary>The transformed logit of the target, and its derivative.</summary>
    public TNumber Target(TNumber logit, int target, out TNumber slope)
    {
        slope = TNumber.One;
        if (!TLoss.HasTransform)
            return logit;
        TNumber value = _loss.TransformTarget<TNumber, TMath>(logit, TMath.OfInteger(target), Inputs.Row, out TNumber derivative);
        bool isMasked = logit == TMath.NegativeInfinity;
        slope = TMath.Select(isMasked, TNumber.Zero, derivative);
        return TMath.Select(isMasked, logit, value);
    }
}
