using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>Sums up the terms of a sweep over the classes that it visits.</summary>
internal struct TermSums<TLoss, TSweep, TNumber, TMath, TFormat, TPack>(
    TLoss loss, DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> transform, RowScalars<TNumber> scalars,
    RowSoftmax<TNumber, TMath> row, int target)
    : IPackVisitor<TPack, TNumber>
    where TLoss : unmanaged, IClassLoss
    where TSweep : struct, ISweep
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    /// <summary>The sums so far.</summary>
    public ClassSums<TNumber> Sums;

    public void Visit(TPack pack, int index, int first) => TFormat.Visit(pack, first, ref this);

    public void Visit(TNumber logit, int index)
    {
        ClassSums<TNumber> terms = default;
        var of = new DeviceClass<TNumber, TMath, TFormat, TPack>(transform.Value(logit, index), logit, index, transform.Inputs, row);
        loss.Terms<TNumber, bool, TMath, DeviceClass<TNumber, TMath, TFormat, TPack>, TSweep>(of, scalars, ref terms);
        int count = TLoss.SumCount<TSweep>();
        SumFields<TNumber>.Map(ref terms, count, new Counted(index == target, logit == TMath.NegativeInfinity));
        SumFields<TNumber>.Add(ref Sums, terms, count);
    }

    /// <summary>A term as it counts: the target's not at all, and that of a masked class only where it is defined.</summary>
    private readonly struct Counted(bool isTarget, bool isMasked) : IIndexedMap<TNumber>
    {
        public TNumber Map(TNumber value, int _) =>
            TMath.Select(TMath.Or(isTarget, TMath.And(isMasked, TNumber.IsNaN(value))), TNumber.Zero, value);
    }
}
