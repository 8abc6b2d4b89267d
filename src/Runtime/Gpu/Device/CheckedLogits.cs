using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The first sweep over a row of whose softmax nothing is used: its largest logit, and whether one is NaN.</summary>
/// <param name="target">The target class.</param>
internal struct CheckedLogits<TNumber, TMath, TFormat, TPack>(int target) : IPackVisitor<TPack, TNumber>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
{
    private TNumber _largest = TMath.NegativeInfinity;

    // NaN if a logit is, and else not: squares have one sign, also those of ±∞.
    private TNumber _squares = TNumber.Zero;

    /// <summary>The sums, of which only the maximum and whether they are 0 or NaN means anything.</summary>
    public readonly RowSums<TNumber, TMath> Sums
    {
        get
        {
            RowSums<TNumber, TMath> sums = RowSums<TNumber, TMath>.Empty();
            sums.Rescale(_largest);
            TNumber any = TMath.Select(_largest == TMath.NegativeInfinity, TNumber.Zero, TNumber.One);
            sums.Sum = TMath.Select(TNumber.IsNaN(_squares), TMath.NaN, any);
            return sums;
        }
    }

    public void Visit(TPack pack, int index, int first)
    {
        PackNumbers<TNumber> logits = TFormat.Unpack(pack);
        if ((uint)(target - first) < (uint)TFormat.Length)
        {
            logits.VisitEach<TMath, CheckedLogits<TNumber, TMath, TFormat, TPack>>(TFormat.Length, first, ref this);
            return;
        }
        _largest = TMath.MaxNumber(_largest, logits.Max<TMath>(TFormat.Length));
        _squares += logits.Sum(TFormat.Length, default(Square));
    }

    public void Visit(TNumber logit, int index)
    {
        TNumber other = TMath.Select(index == target, TMath.NegativeInfinity, logit);
        _largest = TMath.MaxNumber(_largest, other);
        _squares += other * other;
    }

    private readonly struct Square : IMap<TNumber>
    {
        public TNumber Map(TNumber value) => value * value;
    }
}
