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
    /// Adds the terms of the other classes of a block to the sums of a sweep: the target and what lies past the end contribute
    /// nothing, whatever stands there. With <typeparamref name="TMasked"/>, a term of a masked class that is NaN contributes nothing; with
    /// <typeparamref name="TGuards"/>, products of 0 and ∞ are 0.
    /// </summary>
    public static void Sum<TSweep, TCount, TMasked, TGuards>(
        in TLoss loss, in ClassBlock<TNumber> block, in ClassReference reference,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, ref ClassSums<double> sums)
        where TSweep : struct, ISweep
        where TCount : struct, ISumCount
        where TMasked : struct, IFlag
        where TGuards : struct, IFlag
    {
        int lanes = TLanes.Count, i = 0, target = block.HasTarget ? (int)block.Target : -1;
        while (i < block.Count)
        {
            // Pairs of whole vectors up to the one that the target is in, and then up to the end; the few others one at a time.
            int length = ((target >= i ? target : block.Count) - i) & -(2 * lanes);
            if (length > 0)
                SumPairs<TSweep, TCount, TMasked, TGuards>(loss, block, reference, scalars, i, length, ref sums);
            i += length;
            if (i >= block.Count)
                return;
            SumOne<TSweep, TCount, TMasked, TGuards>(loss, block, reference, scalars, i, ref sums);
            i += lanes;
        }
    }

    /// <summary>The gradient of whole vectors of a block, and of what is left after them.</summary>
    /// <remarks>
    /// exp·(others − entropy·(z − m′)) + mean + factor·(that of the class), and 0 for masked classes. What is written for the target
    /// is to be replaced.
    /// </remarks>
    public static void Gradient(
        in TLoss loss, in LossTransform<TLoss, TVector, TNumber, TLanes> transform, in ClassBlock<TNumber> block,
        in ClassReference reference, in RowGradient<double, Float64Math> gradient, double factor,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, TNumber* destination)
    {
        int whole = block.Count & -TLanes.Count;
        if (whole > 0 && TLoss.HasDeferrableGuards)
            Gradient<No>(loss, transform, block, reference, gradient, factor, scalars, 0, whole, destination);
        else if (whole > 0)
            Gradient<Yes>(loss, transform, block, reference, gradient, factor, scalars, 0, whole, destination);
        if (whole == block.Count)
            return;
        // Nothing is read or written past the end of the row: the last few numbers go through vectors of their own.
        uint rest = (uint)((block.Count - whole) * sizeof(TNumber));
        TNumber* last = stackalloc TNumber[2 * TLanes.Count];
        Unsafe.CopyBlockUnaligned(block.Vector, block.Logits + whole, rest);
        Unsafe.CopyBlockUnaligned(last, block.Untransformed + whole, rest);
        ClassBlock<TNumber> end = block;
        end.Logits = block.Vector - whole;
        end.Untransformed = last - whole;
        Gradient<Yes>(loss, transform, end, reference, gradient, factor, scalars, whole, whole + TLanes.Count, block.Vector - whole);
        Unsafe.CopyBlockUnaligned(destination + whole, block.Vector, rest);
    }

    /// <summary>No call is in this loop, unless the loss makes one: the sums would leave their registers for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumPairs<TSweep, TCount, TMasked, TGuards>(
        in TLoss loss, in ClassBlock<TNumber> block, in ClassReference reference,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, nint start, nint length, ref ClassSums<double> sums)
        where TSweep : struct, ISweep
        where TCount : struct, ISumCount
        where TMasked : struct, IFlag
        where TGuards : struct, IFlag
    {
        int lanes = TLanes.Count;
        // A copy, so that its constants stay in registers.
        TLoss function = loss;
        var of = new Lanes<TVector, TNumber, TLanes>.Class(reference.ProbPerExponential * block.Factor, reference)
        {
            Vectors = block.Vectors,
            Inputs = block.Inputs,
        };
        // Two sums each, so that no addition waits for the one before.
        ClassSums<Lanes<TVector, TNumber, TLanes>.Value> even = default, odd = default;
        Unsafe.SkipInit(out ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms);
        TNumber* exponentials = block.Exponentials, logits = block.Logits;
        for (nint i = start; i < start + length; i += 2 * lanes)
        {
            of.Exponentials = exponentials + i;
            of.Logits = logits + i;
            of.Untransformed = block.Untransformed + i;
            of.First = block.First + i;
            Terms<TSweep, TCount, TMasked, TGuards>(function, of, scalars, ref terms);
            SweepSumming<TCount>.Add(ref even, terms);
            of.Exponentials = exponentials + i + lanes;
            of.Logits = logits + i + lanes;
            of.Untransformed = block.Untransformed + (i + lanes);
            of.First = block.First + (i + lanes);
            Terms<TSweep, TCount, TMasked, TGuards>(function, of, scalars, ref terms);
            SweepSumming<TCount>.Add(ref odd, terms);
        }
        SweepSumming<TCount>.Add(ref even, odd);
        SweepSumming<TCount>.Horizontal<TVector, TNumber, TLanes>(even, ref sums);
    }

    /// <summary>One vector, without the target and what lies past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumOne<TSweep, TCount, TMasked, TGuards>(
        in TLoss loss, in ClassBlock<TNumber> block, in ClassReference reference,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, int start, ref ClassSums<double> sums)
        where TSweep : struct, ISweep
        where TCount : struct, ISumCount
        where TMasked : struct, IFlag
        where TGuards : struct, IFlag
    {
        var of = new Lanes<TVector, TNumber, TLanes>.Class(reference.ProbPerExponential * block.Factor, reference)
        {
            Exponentials = block.Exponentials + start,
            Logits = block.Logits + start,
            Untransformed = block.Untransformed + start,
            First = block.First + start,
            Vectors = block.Vectors,
            Inputs = block.Inputs,
        };
        int rest = block.Count - start;
        if (rest < TLanes.Count)
        {
            Unsafe.CopyBlockUnaligned(block.Vector, of.Logits, (uint)(rest * sizeof(TNumber)));
            of.Logits = block.Vector;
            if (TLoss.HasTransform)
            {
                TNumber* untransformed = stackalloc TNumber[TLanes.Count];
                Unsafe.CopyBlockUnaligned(untransformed, of.Untransformed, (uint)(rest * sizeof(TNumber)));
                of.Untransformed = untransformed;
            }
        }
        Unsafe.SkipInit(out ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms);
        Terms<TSweep, TCount, TMasked, TGuards>(loss, of, scalars, ref terms);
        SweepSumming<TCount>.Exclude<TVector, TNumber, TLanes>(block.HasTarget ? (int)block.Target - start : -1, rest, ref terms);
        SweepSumming<TCount>.Horizontal<TVector, TNumber, TLanes>(terms, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Terms<TSweep, TCount, TMasked, TGuards>(
        in TLoss loss, in Lanes<TVector, TNumber, TLanes>.Class of, in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars,
        ref ClassSums<Lanes<TVector, TNumber, TLanes>.Value> terms)
        where TSweep : struct, ISweep
        where TCount : struct, ISumCount
        where TMasked : struct, IFlag
        where TGuards : struct, IFlag
    {
        loss.Terms<
            Lanes<TVector, TNumber, TLanes>.Value, TVector, Lanes<TVector, TNumber, TLanes>.Functions<TGuards>,
            Lanes<TVector, TNumber, TLanes>.Class, TSweep>(of, scalars, ref terms);
        if (typeof(TMasked) == typeof(No))
            return;
        TVector masked = TLanes.Equal(TLanes.Load(of.Logits), TLanes.Create(double.NegativeInfinity));
        SweepSumming<TCount>.DropNaN<TVector, TNumber, TLanes>(masked, ref terms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gradient<TGuards>(
        in TLoss loss, in LossTransform<TLoss, TVector, TNumber, TLanes> transform, in ClassBlock<TNumber> block,
        in ClassReference reference, in RowGradient<double, Float64Math> gradient, double factor,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, nint start, nint end, TNumber* destination)
        where TGuards : struct, IFlag
    {
        TLoss function = loss;
        var of = new Lanes<TVector, TNumber, TLanes>.Class(reference.ProbPerExponential * block.Factor, reference)
        {
            Vectors = block.Vectors,
            Inputs = block.Inputs,
        };
        var vectors = new GradientVectors<TVector, TNumber, TLanes>(gradient);
        TVector scale = TLanes.Create(factor);
        TNumber* exponentials = block.Exponentials, logits = block.Logits, untransformed = block.Untransformed;
        nint i = start;
        for (; i < end; i += TLanes.Count)
        {
            of.Exponentials = exponentials + i;
            of.Logits = logits + i;
            of.First = block.First + i;
            TVector value = Gradient<TGuards>(function, of, vectors, scale, scalars, out bool isNaN);
            if (isNaN)
                break;
            if (TLoss.HasTransform)
                value = TLanes.Multiply(value, transform.Slope(function, untransformed + i, block.First + i));
            TLanes.Store(Masked(value, of), destination + i);
        }
        // Outside of the loop, which would keep its values in memory for a call.
        if (i < end)
            Gradient<Yes>(loss, transform, block, reference, gradient, factor, scalars, i, end, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Gradient<TGuards>(
        in TLoss loss, in Lanes<TVector, TNumber, TLanes>.Class of, in GradientVectors<TVector, TNumber, TLanes> vectors, TVector scale,
        in RowScalars<Lanes<TVector, TNumber, TLanes>.Value> scalars, out bool isNaN)
        where TGuards : struct, IFlag
    {
        isNaN = false;
        TVector value = !TLoss.UsesSoftmax
            ? TLanes.Create(0)
            : TLoss.UsesEntropy
            ? vectors.Gradient<Yes, No>(of.Exponentials, of.Logits)
            : vectors.Gradient<No, No>(of.Exponentials, of.Logits);
        if (TLoss.HasClassGradient)
        {
            TVector own = loss.Gradient<
                Lanes<TVector, TNumber, TLanes>.Value, TVector, Lanes<TVector, TNumber, TLanes>.Functions<TGuards>,
                Lanes<TVector, TNumber, TLanes>.Class>(of, scalars).Vector;
            isNaN = typeof(TGuards) == typeof(No) && !TLanes.AllEqual(own, own);
            value = TLanes.MultiplyAdd(own, scale, value);
        }
        return value;
    }

    /// <summary>The gradient, and 0 for masked classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Masked(TVector value, in Lanes<TVector, TNumber, TLanes>.Class of)
    {
        // A masked class has an exponential of 0, and few others have: most logits need not be read again to tell.
        double least = typeof(TNumber) == typeof(float) ? 1.17549435e-38 : 2.2250738585072014e-308;
        return !TLoss.UsesSoftmax || TLanes.AnyGreater(TLanes.Create(least), TLanes.Load(of.Exponentials))
            ? TLanes.ZeroWhereEqual(value, TLanes.Load(of.Logits), TLanes.Create(double.NegativeInfinity))
            : value;
    }
}
