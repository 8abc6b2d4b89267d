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
    : IPackVisitor<TPack, TNumber>
    where TLoss : unmanaged, IClassLoss
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    public void Visit(TPack pack, int index, int first)
    {
        PackNumbers<TNumber> logits = TFormat.Unpack(pack), values = logits;
        values.Map(TFormat.Length, first, new OthersGradient<No>(loss, transform, row, factor, softmax, scalars));
        bool isPlain = (uint)(target - first) >= (uint)TFormat.Length;
        if (TLoss.HasDeferrableGuards)
            isPlain = isPlain && !TNumber.IsNaN(values.Sum(TFormat.Length, default(Identity<TNumber>)));
        // The target, or a product of 0 and ∞.
        if (!isPlain)
        {
            for (int i = 0; i < TFormat.Length; i++)
                values.Set<TMath>(TFormat.Length, i, Gradient(logits.At<TMath>(TFormat.Length, i), first + i));
        }
        gradient[place.FirstPack + index] = TFormat.Pack(values);
    }

    public void Visit(TNumber logit, int index) => TFormat.SetElement(gradient, place.First + index, Gradient(logit, index));

    private TNumber Gradient(TNumber logit, int index) =>
        TMath.Select(
            index == target, row.Target, new OthersGradient<Yes>(loss, transform, row, factor, softmax, scalars).Map(logit, index));

    /// <summary>The gradient of one of the other classes, 0 for a masked one.</summary>
    private readonly struct OthersGradient<TGuards>(
        TLoss loss, DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> transform, RowGradient<TNumber, TMath> row, TNumber factor,
        RowSoftmax<TNumber, TMath> softmax, RowScalars<TNumber> scalars) : IIndexedMap<TNumber>
        where TGuards : struct, IFlag
    {
        public TNumber Map(TNumber logit, int index)
        {
            TNumber value = transform.Unmasked(logit, index), result = TNumber.Zero;
            if (TLoss.UsesSoftmax)
            {
                TNumber offset = value - row.Maximum, slope = row.Others;
                if (TLoss.UsesEntropy)
                    slope -= row.Entropy * TMath.MaxNumber(offset, TMath.VanishingOffset);
                result = TMath.Exp(offset) * slope;
            }
            if (TLoss.UsesMean)
                result += row.Mean;
            if (TLoss.HasClassGradient)
            {
                var of = new DeviceClass<TNumber, TMath, TFormat, TPack>(value, logit, index, transform.Inputs, softmax);
                result += factor * loss.Gradient<
                    TNumber, bool, ClassMath<TLoss, TNumber, TMath, TGuards>, DeviceClass<TNumber, TMath, TFormat, TPack>>(of, scalars);
            }
            if (TLoss.HasTransform)
                result *= transform.Slope(logit, index);
            return TMath.Select(logit == TMath.NegativeInfinity, TNumber.Zero, result);
        }
    }
}
