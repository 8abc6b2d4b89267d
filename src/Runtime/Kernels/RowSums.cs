using System.Runtime.CompilerServices;
using System.Numerics;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// Sums over the other classes of a row, or over a part of them, relative to a maximum as in an online softmax. The sums of two
/// parts merge into those of both, so that lanes, warps, blocks of threads and chunks of a row are all put together alike.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TMath">The functions for that type and device.</typeparam>
internal struct RowSums<T, TMath>
    where T : unmanaged, INumber<T>
    where TMath : struct, IRowMath<T>
{
    /// <summary>m, what the sums are relative to: at least the lowest finite number, because −∞ must not be subtracted from −∞.</summary>
    public T Maximum;

    /// <summary>Σ exp(z_j − m); 0 if every class so far is masked.</summary>
    public T Sum;

    /// <summary>Σ exp(z_j − m)·(z_j − m), for the entropy.</summary>
    public T Weighted;

    /// <summary>Σ (z_j − m)/C, for the mean: divided before it is summed, so that it does not overflow.</summary>
    public T MeanOffset;

    /// <summary>The number of classes in <see cref="MeanOffset"/>, divided by C.</summary>
    public T Fraction;

    /// <summary>The sums over no class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowSums<T, TMath> Empty() => new() { Maximum = TMath.Lowest };

    /// <summary>Makes the sums relative to a larger maximum; a smaller one changes nothing.</summary>
    public void Rescale(T maximum)
    {
        if (!(maximum > Maximum))
            return;
        T offset = Maximum - maximum;
        if (Fraction > T.Zero)
            MeanOffset += Fraction * offset;
        offset = offset > TMath.VanishingOffset ? offset : TMath.VanishingOffset;
        T factor = TMath.Exp(offset);
        Weighted = (Weighted + Sum * offset) * factor;
        Sum *= factor;
        Maximum = maximum;
    }

    /// <summary>Adds the sums of another part of the row.</summary>
    public void Merge(RowSums<T, TMath> other)
    {
        Rescale(other.Maximum);
        other.Rescale(Maximum);
        Sum += other.Sum;
        Weighted += other.Weighted;
        MeanOffset += other.MeanOffset;
        Fraction += other.Fraction;
    }
}
