using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The first sweep over the transformed logits of a row.</summary>
/// <param name="transform">The transform.</param>
/// <param name="target">The target class.</param>
/// <param name="anchor">What the offsets of the mean are relative to.</param>
/// <param name="share">1/C.</param>
internal struct TransformedSums<TLoss, TNumber, TMath, TFormat, TPack>(
    DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> transform, int target, TNumber anchor, TNumber share)
    : IPackVisitor<TPack, TNumber>
    where TLoss : unmanaged, IClassLoss
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    /// <summary>The sums so far.</summary>
    public RowSums<TNumber, TMath> Sums = RowSums<TNumber, TMath>.Empty();

    public void Visit(TPack pack, int index, int first)
    {
        PackNumbers<TNumber> values = TFormat.Unpack(pack);
        if ((uint)(target - first) < (uint)TFormat.Length)
        {
            values.VisitEach<TMath, TransformedSums<TLoss, TNumber, TMath, TFormat, TPack>>(TFormat.Length, first, ref this);
            return;
        }
        values.Map(TFormat.Length, first, transform);
        Sums.Rescale(values.Max<TMath>(TFormat.Length));
        Sums.Sum += values.Sum(TFormat.Length, new Exponential<TNumber, TMath>(Sums.Maximum));
        if (TLoss.UsesEntropy)
            Sums.Weighted += values.Sum(TFormat.Length, new WeightedExponential<TNumber, TMath>(Sums.Maximum));
        if (TLoss.UsesMean)
            Sums.MeanOffset += values.Sum(TFormat.Length, new Offset<TNumber>(anchor, share));
    }

    public void Visit(TNumber logit, int index) =>
        ClassTerm<TNumber, TMath, TLoss>.Add(ref Sums, transform.Map(logit, index), index == target, anchor, share);
}
