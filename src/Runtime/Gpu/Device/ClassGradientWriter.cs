using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Writes the gradient of the packs that it visits, of a row whose loss has functions of a class.</summary>
/// <param name="loss">The loss.</param>
/// <param name="transform">The transform of its logits, with what the loss is given of the row.</param>
/// <param name="gradient">The gradients of all rows.</param>
/// <param name="place">Where the row lies.</param>
/// <param name="target">The target class.</param>
/// <param name="row">The part of the gradient that follows from the statistics, with its factor.</param>
/// <param name="factor">By which the gradient of a class is multiplied.</param>
/// <param name="softmax">What the values of a class follow from.</param>
/// <param name="scalars">What its gradient reads of the row.</param>
internal readonly struct ClassGradientWriter<TLoss, TNumber, TMath, TFormat, TPack>(
    TLoss loss, DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> transform, ArrayView<TPack> gradient, RowPlace place, int target,
    RowGradient<TNumber, TMath> row, TNumber factor, RowSoftmax<TNumber, TMath> softmax, RowScalars<TNumber> scalars)
    : IPackVisitor<TPack, TNumber>, IIndexedMap<TNumber>
    where TLoss : unmanaged, IClassLoss
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    public void Visit(TPack pack, int index, int first) => gradient[place.FirstPack + index] = TFormat.MapIndexed(pack, first, this);

    public void Visit(TNumber logit, int index) => TFormat.SetElement(gradient, place.First + index, Map(logit, index));

    /// <summary>The gradient of a class: 0 for a masked one, and the target's own number.</summary>
    public TNumber Map(TNumber logit, int index)
    {
        TNumber value = transform.Value(logit, index);
        TNumber offset = value - row.Maximum, slope = row.Others;
        if (TLoss.UsesEntropy)
            slope -= row.Entropy * TMath.MaxNumber(offset, TMath.VanishingOffset);
        TNumber result = TMath.Exp(offset) * slope;
        if (TLoss.UsesMean)
            result += row.Mean;
        if (TLoss.HasClassGradient)
        {
            var of = new DeviceClass<TNumber, TMath, TFormat, TPack>(value, logit, index, transform.Inputs, softmax);
            result += factor * loss.Gradient<TNumber, bool, TMath, DeviceClass<TNumber, TMath, TFormat, TPack>>(of, scalars);
        }
        if (TLoss.HasTransform)
            result *= transform.Slope(logit, index);
        result = TMath.Select(logit == TMath.NegativeInfinity, TNumber.Zero, result);
        return TMath.Select(index == target, row.Target, result);
    }
}
