using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The first sweep over the transformed logits of a row, class by class.</summary>
/// <remarks>
/// Not pack by pack as for other losses: a pack's largest logit would have to be found first, and every logit transformed twice.
/// </remarks>
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

    public void Visit(TPack pack, int index, int first) => TFormat.Visit(pack, first, ref this);

    public void Visit(TNumber logit, int index) =>
        ClassTerm<TNumber, TMath, TLoss>.Add(ref Sums, transform.Value(logit, index), index == target, anchor, share);
}
