using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>What a single class adds to the sums of its row.</summary>
internal static class ClassTerm<TNumber, TMath, TNeeds>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TNeeds : struct, IRowNeeds
{
    /// <summary>Adds a class.</summary>
    /// <param name="sums">The sums so far, whose mean is relative to the anchor.</param>
    /// <param name="logit">Its logit.</param>
    /// <param name="isTarget">Whether it is the target, which the sums leave out.</param>
    /// <param name="anchor">What the offsets of the mean are relative to.</param>
    /// <param name="share">1/C.</param>
    public static void Add(ref RowSums<TNumber, TMath> sums, TNumber logit, bool isTarget, TNumber anchor, TNumber share)
    {
        TNumber value = TMath.Select(isTarget, TMath.NegativeInfinity, logit);
        sums.Rescale(value);
        TNumber offset = value - sums.Maximum, exponential = TMath.Exp(offset);
        sums.Sum += exponential;
        if (TNeeds.UsesEntropy)
            sums.Weighted += exponential * TMath.MaxNumber(offset, TMath.VanishingOffset);
        if (TNeeds.UsesMean)
            sums.MeanOffset += TMath.Select(isTarget, TNumber.Zero, (value - anchor) * share);
    }
}
