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

    public void Visit(TPack pack, int index, int first)
    {
        PackNumbers<TNumber> logits = TFormat.Unpack(pack);
        int count = TLoss.SumCount<TSweep>();
        // Most packs have neither the target nor a masked class or a product of 0 and ∞; their terms are added as they are.
        bool isPlain = (uint)(target - first) >= (uint)TFormat.Length;
        if (isPlain)
        {
            var plain = new PlainTerms(loss, transform, scalars, row);
            logits.Visit(TFormat.Length, first, ref plain);
            isPlain = !SumFields<TNumber>.HasNaN(plain.Sums, count);
            if (isPlain)
                SumFields<TNumber>.Add(ref Sums, plain.Sums, count);
        }
        if (!isPlain)
            logits.VisitEach<TMath, TermSums<TLoss, TSweep, TNumber, TMath, TFormat, TPack>>(TFormat.Length, first, ref this);
    }

    public void Visit(TNumber logit, int index)
    {
        ClassSums<TNumber> terms = default;
        Terms<Yes>(loss, transform, scalars, row, logit, index, ref terms);
        int count = TLoss.SumCount<TSweep>();
        SumFields<TNumber>.Map(ref terms, count, new Counted(index == target, logit == TMath.NegativeInfinity));
        SumFields<TNumber>.Add(ref Sums, terms, count);
    }

    private static void Terms<TGuards>(
        TLoss loss, DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> transform, RowScalars<TNumber> scalars,
        RowSoftmax<TNumber, TMath> row, TNumber logit, int index, ref ClassSums<TNumber> terms)
        where TGuards : struct, IFlag
    {
        var of = new DeviceClass<TNumber, TMath, TFormat, TPack>(transform.Map(logit, index), logit, index, transform.Inputs, row);
        loss.Terms<
            TNumber, bool, ClassMath<TLoss, TNumber, TMath, TGuards>, DeviceClass<TNumber, TMath, TFormat, TPack>, TSweep>(
            of, scalars, ref terms);
    }

    /// <summary>The terms as they are, without guards where a missing one makes a term NaN.</summary>
    private struct PlainTerms(
        TLoss loss, DeviceTransform<TLoss, TNumber, TMath, TFormat, TPack> transform, RowScalars<TNumber> scalars,
        RowSoftmax<TNumber, TMath> row) : IClassVisitor<TNumber>
    {
        public ClassSums<TNumber> Sums;

        public void Visit(TNumber logit, int index)
        {
            ClassSums<TNumber> terms = default;
            Terms<No>(loss, transform, scalars, row, logit, index, ref terms);
            SumFields<TNumber>.Add(ref Sums, terms, TLoss.SumCount<TSweep>());
        }
    }

    /// <summary>A term as it counts: the target's not at all, and that of a masked class only where it is defined.</summary>
    private readonly struct Counted(bool isTarget, bool isMasked) : IIndexedMap<TNumber>
    {
        public TNumber Map(TNumber value, int _) =>
            TMath.Select(TMath.Or(isTarget, TMath.And(isMasked, TNumber.IsNaN(value))), TNumber.Zero, value);
    }
}
