using System.Numerics;
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
    /// <summary>The largest logit of the other classes.</summary>
    public TNumber Maximum;

    /// <summary>Σ exp(z_j − maximum) over the other classes.</summary>
    public TNumber Sum;

    /// <summary>Σ exp(z_j − maximum)·(z_j − maximum), likewise, for the entropy.</summary>
    public TNumber Weighted;

    /// <summary>Σ (z_j − z_t) over all classes, for the mean.</summary>
    public TNumber Offsets;

    // The maximum once there is one: −∞ must not be subtracted from −∞.
    private TNumber _origin;

    public DeviceSums()
    {
        Maximum = TArithmetic.NegativeInfinity;
        Sum = Weighted = Offsets = _origin = TNumber.Zero;
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
        Maximum = _origin = maximum;
    }

    /// <summary>Adds the exponentials of a piece whose largest number is at most the maximum.</summary>
    public void AddExponentials<TFormat, TPiece, TEntropy>(TPiece piece)
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged
        where TEntropy : struct, IFlag
    {
        var visitor = new Exponentials<TEntropy> { Origin = _origin, Sum = Sum, Weighted = Weighted };
        TFormat.Visit(piece, ref visitor);
        Sum = visitor.Sum;
        Weighted = visitor.Weighted;
    }

    /// <summary>Adds the offsets of a piece from the target's logit.</summary>
    public void AddOffsets<TFormat, TPiece>(TPiece piece, TNumber targetLogit)
        where TFormat : struct, IPieceFormat<TPiece, TNumber>
        where TPiece : unmanaged
    {
        var visitor = new OffsetSum { TargetLogit = targetLogit, Sum = Offsets };
        TFormat.Visit(piece, ref visitor);
        Offsets = visitor.Sum;
    }

    /// <summary>Adds the sums of other pieces of the row.</summary>
    public void Add(DeviceSums<TNumber, TArithmetic> other)
    {
        Raise(other.Maximum);
        other.Raise(Maximum);
        Sum += other.Sum;
        Weighted += other.Weighted;
        Offsets += other.Offsets;
    }

    /// <summary>Makes them the sums of all threads, in every thread.</summary>
    public void Reduce<TThreads, TMean, TEntropy>()
        where TThreads : struct, IRowThreads
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        Raise(TThreads.AllMax<TNumber, TArithmetic>(Maximum));
        Sum = TThreads.AllSum<TNumber, TArithmetic>(Sum);
        if (TEntropy.IsSet)
            Weighted = TThreads.AllSum<TNumber, TArithmetic>(Weighted);
        if (TMean.IsSet)
            Offsets = TThreads.AllSum<TNumber, TArithmetic>(Offsets);
    }

    private struct Exponentials<TEntropy> : IVisitor<TNumber>
        where TEntropy : struct, IFlag
    {
        public TNumber Origin;
        public TNumber Sum;
        public TNumber Weighted;

        public void Visit(TNumber value)
        {
            TNumber offset = value - Origin;
            TNumber exponential = TArithmetic.Exp(offset);
            Sum += exponential;
            if (TEntropy.IsSet)
                Weighted += exponential * TArithmetic.Max(offset, TArithmetic.VanishingOffset);
        }
    }

    private struct OffsetSum : IVisitor<TNumber>
    {
        public TNumber TargetLogit;
        public TNumber Sum;

        public void Visit(TNumber value) => Sum += value - TargetLogit;
    }
}
