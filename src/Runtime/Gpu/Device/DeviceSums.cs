using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>
/// The sums of the pieces that a thread has seen of a row, relative to the largest logit among them; after
/// <see cref="Reduce{TThreads, TMean, TEntropy}"/>, of the whole row.
/// </summary>
internal struct DeviceSums<TNumber, TArithmetic>
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
{
    /// <summary>
    /// The largest logit of the other classes, but at least the lowest finite number: −∞ must not be subtracted from −∞. Only
    /// once reduced it is −∞ where no other class is left.
    /// </summary>
    public TNumber Maximum;

    /// <summary>Σ exp(z_j − maximum) over the other classes.</summary>
    public TNumber Sum;

    /// <summary>Σ exp(z_j − maximum)·(z_j − maximum), likewise, for the entropy.</summary>
    public TNumber Weighted;

    /// <summary>Σ (z_j − z_t) over all classes, for the mean.</summary>
    public TNumber Offsets;

    public DeviceSums()
    {
        Maximum = TArithmetic.Lowest;
        Sum = Weighted = Offsets = TNumber.Zero;
    }

    /// <summary>Takes a larger maximum for the sums that there are.</summary>
    public void Raise(TNumber maximum)
    {
        if (!(maximum > Maximum))
            return;
        TNumber fall = TArithmetic.Max(Maximum - maximum, TArithmetic.VanishingOffset);
        TNumber factor = TArithmetic.Exp(fall);
        Weighted = (Weighted + Sum * fall) * factor;
        Sum *= factor;
        Maximum = maximum;
    }

    /// <summary>Adds the exponentials of a piece whose largest number is at most the maximum.</summary>
    public void AddExponentials<TFormat, TPiece, TEntropy>(TPiece piece)
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged
        where TEntropy : struct, IFlag
    {
        // The exponentials are the same in both sums: the assembler sees to it that they are taken once.
        Sum += TFormat.Sum(piece, new Exponential(Maximum));
        if (TEntropy.IsSet)
            Weighted += TFormat.Sum(piece, new WeightedExponential(Maximum));
    }

    /// <summary>Adds the offsets of a piece from the target's logit.</summary>
    public void AddOffsets<TFormat, TPiece>(TPiece piece, TNumber targetLogit)
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged =>
        Offsets += TFormat.Sum(piece, new Offset(targetLogit));

    /// <summary>Adds the sums of other pieces of the row.</summary>
    public void Add(DeviceSums<TNumber, TArithmetic> other)
    {
        Raise(other.Maximum);
        other.Raise(Maximum);
        Sum += other.Sum;
        Weighted += other.Weighted;
        Offsets += other.Offsets;
    }

    /// <summary>Makes them the sums of all threads, in every thread. To be called once in a kernel.</summary>
    public void Reduce<TThreads, TMean, TEntropy>()
        where TThreads : struct, IRowThreads
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        ReduceWarp<TMean, TEntropy>();
        if (TThreads.AreWarps)
        {
            ExchangeWarps<TMean, TEntropy>();
            ReduceWarp<TMean, TEntropy>();
        }
        if (Sum == TNumber.Zero)
            Maximum = TArithmetic.NegativeInfinity;
    }

    private void ReduceWarp<TMean, TEntropy>()
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        Raise(WarpThreads.AllMax<TNumber, TArithmetic>(Maximum));
        Sum = WarpThreads.AllSum<TNumber, TArithmetic>(Sum);
        if (TEntropy.IsSet)
            Weighted = WarpThreads.AllSum<TNumber, TArithmetic>(Weighted);
        if (TMean.IsSet)
            Offsets = WarpThreads.AllSum<TNumber, TArithmetic>(Offsets);
    }

    /// <summary>Gives each lane of every warp the sums of the warp of that index.</summary>
    private void ExchangeWarps<TMean, TEntropy>()
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        ArrayView<TNumber> warps = SharedMemory.Allocate<TNumber>(4 * WarpThreads.Lanes);
        int lane = WarpThreads.Lane, warp = WarpThreads.RowInGroup;
        if (lane == 0)
        {
            warps[warp] = Maximum;
            warps[warp + WarpThreads.Lanes] = Sum;
            if (TEntropy.IsSet)
                warps[warp + 2 * WarpThreads.Lanes] = Weighted;
            if (TMean.IsSet)
                warps[warp + 3 * WarpThreads.Lanes] = Offsets;
        }
        Group.Barrier();
        Maximum = TArithmetic.Lowest;
        Sum = Weighted = Offsets = TNumber.Zero;
        if (lane < WarpThreads.PerGroup)
        {
            Maximum = warps[lane];
            Sum = warps[lane + WarpThreads.Lanes];
            if (TEntropy.IsSet)
                Weighted = warps[lane + 2 * WarpThreads.Lanes];
            if (TMean.IsSet)
                Offsets = warps[lane + 3 * WarpThreads.Lanes];
        }
    }

    private readonly struct Exponential(TNumber maximum) : IMap<TNumber>
    {
        public TNumber Map(TNumber value) => TArithmetic.Exp(value - maximum);
    }

    private readonly struct WeightedExponential(TNumber maximum) : IMap<TNumber>
    {
        public TNumber Map(TNumber value) =>
            TArithmetic.Exp(value - maximum) * TArithmetic.Max(value - maximum, TArithmetic.VanishingOffset);
    }

    private readonly struct Offset(TNumber targetLogit) : IMap<TNumber>
    {
        public TNumber Map(TNumber value) => value - targetLogit;
    }
}
