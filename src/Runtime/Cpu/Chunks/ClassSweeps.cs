using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The inner loops that call a loss's functions of a class: one block at a time, in whole vectors.</summary>
[SkipLocalsInit]
internal static unsafe class ClassSweeps<TLoss, TVector, TNumber, TLanes>
    where TLoss : struct, IClassLoss
    where TVector : struct
    where TNumber : unmanaged
    where TLanes : struct, ILanes<TVector, TNumber>
{
    /// <summary>The row's scalars in all lanes.</summary>
    public static void Broadcast(in RowScalars<double> scalars, out RowScalars<Lanes<TVector, TNumber, TLanes>.Value> vectors)
    {
        vectors.S0 = new(TLanes.Create(scalars.S0));
        vectors.S1 = new(TLanes.Create(scalars.S1));
        vectors.S2 = new(TLanes.Create(scalars.S2));
        vectors.S3 = new(TLanes.Create(scalars.S3));
        vectors.S4 = new(TLanes.Create(scalars.S4));
        vectors.S5 = new(TLanes.Create(scalars.S5));
        vectors.S6 = new(TLanes.Create(scalars.S6));
        vectors.S7 = new(TLanes.Create(scalars.S7));
        vectors.S8 = new(TLanes.Create(scalars.S8));
        vectors.S9 = new(TLanes.Create(scalars.S9));
        vectors.S10 = new(TLanes.Create(scalars.S10));
        vectors.S11 = new(TLanes.Create(scalars.S11));
        vectors.S12 = new(TLanes.Create(scalars.S12));
        vectors.S13 = new(TLanes.Create(scalars.S13));
        vectors.S14 = new(TLanes.Create(scalars.S14));
        vectors.S15 = new(TLanes.Create(scalars.S15));
    }

    /// <summary>
    /// The sums of a sweep over the other classes of a block: the target and what lies past the end contribute nothing, whatever
    /// stands there. With <typeparamref name="TMasked"/>, a term of a masked class that is NaN contributes nothing either.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<TSweep, TMasked>(
        in TLoss loss, in ClassBlock<TNumber> block, in ClassReference reference,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, out ClassSums<double> sums)
        where TSweep : struct, ISweep
        where TMasked : struct, IFlag
    {
        int lanes = TLanes.Count;
        // A copy, so that its constants stay in registers.
        TLoss function = loss;
        var of = new Lanes<TVector, TNumber, TLanes>.Class(reference.ProbPerExponential * block.Factor, reference);
        // Two sums each, so that no addition waits for the one before.
        ClassSums<Lanes<TVector, TNumber, TLanes>.Value> even = default, odd = default;
        Unsafe.SkipInit(out ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms);
        TNumber* exponentials = block.Exponentials, logits = block.Logits;
        nint i = 0, count = block.Count, target = (ulong)block.Target < (ulong)count ? (nint)block.Target : -1;
        while (i < count)
        {
            // Whole vectors up to the one that the target is in, and then up to the end.
            nint stop = (target >= i ? target : count) & -lanes;
            for (; i + 2 * lanes <= stop; i += 2 * lanes)
            {
                of.Exponentials = exponentials + i;
                of.Logits = logits + i;
                of.First = block.First + i;
                Terms<TSweep, TMasked>(function, of, scalars, ref terms);
                SweepAddition<TLoss, TSweep>.Add(ref even, terms);
                of.Exponentials += lanes;
                of.Logits += lanes;
                of.First += lanes;
                Terms<TSweep, TMasked>(function, of, scalars, ref terms);
                SweepAddition<TLoss, TSweep>.Add(ref odd, terms);
            }
            if (i >= count)
                break;
            of.Exponentials = exponentials + i;
            of.Logits = logits + i;
            of.First = block.First + i;
            if (i + lanes > count)
            {
                Unsafe.CopyBlockUnaligned(block.Vector, logits + i, (uint)((count - i) * sizeof(TNumber)));
                of.Logits = block.Vector;
            }
            Terms<TSweep, TMasked>(function, of, scalars, ref terms);
            Exclude<TSweep>((int)(target - i), (int)(count - i), ref terms);
            SweepAddition<TLoss, TSweep>.Add(ref even, terms);
            i += lanes;
        }
        SweepAddition<TLoss, TSweep>.Add(ref even, odd);
        Unsafe.SkipInit(out sums);
        Horizontal<TSweep>(even, ref sums);
    }

    /// <summary>
    /// The gradient of a block: exp·(others − entropy·(z − m′)) + mean + factor·(that of the class), and 0 for masked classes. What it
    /// writes for the target is to be replaced.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient(
        in TLoss loss, in ClassBlock<TNumber> block, in ClassReference reference, in RowGradient<double, Float64Math> gradient,
        double factor, in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, TNumber* destination)
    {
        int lanes = TLanes.Count;
        TLoss function = loss;
        var of = new Lanes<TVector, TNumber, TLanes>.Class(reference.ProbPerExponential * block.Factor, reference);
        var vectors = new GradientVectors<TVector, TNumber, TLanes>(gradient);
        TVector scale = TLanes.Create(factor);
        TNumber* exponentials = block.Exponentials, logits = block.Logits;
        nint i = 0, count = block.Count;
        for (; i + lanes <= count; i += lanes)
        {
            of.Exponentials = exponentials + i;
            of.Logits = logits + i;
            of.First = block.First + i;
            TLanes.Store(Gradient(function, of, vectors, scale, scalars), destination + i);
        }
        if (i == count)
            return;
        uint rest = (uint)((count - i) * sizeof(TNumber));
        Unsafe.CopyBlockUnaligned(block.Vector, logits + i, rest);
        of.Exponentials = exponentials + i;
        of.Logits = block.Vector;
        of.First = block.First + i;
        TLanes.Store(Gradient(function, of, vectors, scale, scalars), block.Vector);
        Unsafe.CopyBlockUnaligned(destination + i, block.Vector, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Gradient(
        in TLoss loss, in Lanes<TVector, TNumber, TLanes>.Class of, in GradientVectors<TVector, TNumber, TLanes> vectors, TVector scale,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars)
    {
        TVector value = TLoss.UsesEntropy
            ? vectors.Gradient<Yes, No>(of.Exponentials, of.Logits)
            : vectors.Gradient<No, No>(of.Exponentials, of.Logits);
        if (!TLoss.HasClassGradient)
            return TLanes.ZeroWhereEqual(value, TLanes.Load(of.Logits), TLanes.Create(double.NegativeInfinity));
        Lanes<TVector, TNumber, TLanes>.Value own = loss.Gradient<
            Lanes<TVector, TNumber, TLanes>.Value, TVector, Lanes<TVector, TNumber, TLanes>.Functions,
            Lanes<TVector, TNumber, TLanes>.Class>(of, scalars);
        value = TLanes.MultiplyAdd(own.Vector, scale, value);
        return TLanes.ZeroWhereEqual(value, TLanes.Load(of.Logits), TLanes.Create(double.NegativeInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Terms<TSweep, TMasked>(
        in TLoss loss, in Lanes<TVector, TNumber, TLanes>.Class of, in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars,
        ref ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms)
        where TSweep : struct, ISweep
        where TMasked : struct, IFlag
    {
        loss.Terms<
            Lanes<TVector, TNumber, TLanes>.Value, TVector, Lanes<TVector, TNumber, TLanes>.Functions,
            Lanes<TVector, TNumber, TLanes>.Class, TSweep>(of, scalars, ref terms);
        if (!TMasked.IsSet)
            return;
        TVector masked = TLanes.Equal(TLanes.Load(of.Logits), TLanes.Create(double.NegativeInfinity));
        if (TLoss.SumCount<TSweep>() > 0)
            terms.S0 = ZeroWhereNaN(terms.S0, masked);
        if (TLoss.SumCount<TSweep>() > 1)
            terms.S1 = ZeroWhereNaN(terms.S1, masked);
        if (TLoss.SumCount<TSweep>() > 2)
            terms.S2 = ZeroWhereNaN(terms.S2, masked);
        if (TLoss.SumCount<TSweep>() > 3)
            terms.S3 = ZeroWhereNaN(terms.S3, masked);
        if (TLoss.SumCount<TSweep>() > 4)
            terms.S4 = ZeroWhereNaN(terms.S4, masked);
        if (TLoss.SumCount<TSweep>() > 5)
            terms.S5 = ZeroWhereNaN(terms.S5, masked);
        if (TLoss.SumCount<TSweep>() > 6)
            terms.S6 = ZeroWhereNaN(terms.S6, masked);
        if (TLoss.SumCount<TSweep>() > 7)
            terms.S7 = ZeroWhereNaN(terms.S7, masked);
    }

    private static Lanes<TVector, TNumber, TLanes>.Value ZeroWhereNaN(Lanes<TVector, TNumber, TLanes>.Value term, TVector masked)
    {
        TVector isNaN = TLanes.Not(TLanes.Equal(term.Vector, term.Vector));
        return new(TLanes.Select(TLanes.And(isNaN, masked), TLanes.Create(0), term.Vector));
    }

    /// <summary>Makes the terms 0 in lane <paramref name="at"/>, if there is such a lane, and in those from <paramref name="from"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exclude<TSweep>(int at, int from, ref ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms)
        where TSweep : struct, ISweep
    {
        if (TLoss.SumCount<TSweep>() > 0)
            terms.S0 = new(TLanes.Replace(terms.S0.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 1)
            terms.S1 = new(TLanes.Replace(terms.S1.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 2)
            terms.S2 = new(TLanes.Replace(terms.S2.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 3)
            terms.S3 = new(TLanes.Replace(terms.S3.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 4)
            terms.S4 = new(TLanes.Replace(terms.S4.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 5)
            terms.S5 = new(TLanes.Replace(terms.S5.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 6)
            terms.S6 = new(TLanes.Replace(terms.S6.Vector, at, from, default));
        if (TLoss.SumCount<TSweep>() > 7)
            terms.S7 = new(TLanes.Replace(terms.S7.Vector, at, from, default));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horizontal<TSweep>(in ClassSums<Lanes<TVector, TNumber, TLanes>.Value> vectors, ref ClassSums<double> sums)
        where TSweep : struct, ISweep
    {
        if (TLoss.SumCount<TSweep>() > 0)
            sums.S0 = TLanes.Sum(vectors.S0.Vector);
        if (TLoss.SumCount<TSweep>() > 1)
            sums.S1 = TLanes.Sum(vectors.S1.Vector);
        if (TLoss.SumCount<TSweep>() > 2)
            sums.S2 = TLanes.Sum(vectors.S2.Vector);
        if (TLoss.SumCount<TSweep>() > 3)
            sums.S3 = TLanes.Sum(vectors.S3.Vector);
        if (TLoss.SumCount<TSweep>() > 4)
            sums.S4 = TLanes.Sum(vectors.S4.Vector);
        if (TLoss.SumCount<TSweep>() > 5)
            sums.S5 = TLanes.Sum(vectors.S5.Vector);
        if (TLoss.SumCount<TSweep>() > 6)
            sums.S6 = TLanes.Sum(vectors.S6.Vector);
        if (TLoss.SumCount<TSweep>() > 7)
            sums.S7 = TLanes.Sum(vectors.S7.Vector);
    }
}
