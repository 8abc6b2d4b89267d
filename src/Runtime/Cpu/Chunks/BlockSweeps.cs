using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The inner loops: over whole vectors, without a branch on the data.</summary>
internal static unsafe class BlockSweeps<TVector, TNumber, TLanes>
    where TVector : struct
    where TNumber : unmanaged
    where TLanes : struct, ILanes<TVector, TNumber>
{
    /// <summary>The smallest page of memory that any system has.</summary>
    private const int LeastPage = 4096;

    /// <summary>
    /// Copies a block in full vectors, with something else in place of the target and of what lies past its end, whatever stands
    /// there in memory.
    /// </summary>
    /// <remarks>
    /// A vector that is loaded right after parts of it were stored waits until they have reached the cache, and all that came
    /// before them with it: so the few numbers are replaced in registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void CopyMasked(TNumber* source, TNumber* destination, int count, int target, TNumber replacement)
    {
        int lanes = TLanes.Count;
        int last = (count - 1) / lanes * lanes;
        for (int i = 0; i < last && source != destination; i += lanes)
            TLanes.Store(TLanes.Load(source + i), destination + i);
        TNumber* end = source + last;
        // Past the end of the row there may be nothing, but never within a page that holds a part of it.
        if ((nuint)end % LeastPage + (nuint)(lanes * sizeof(TNumber)) > LeastPage)
        {
            end = destination + last;
            Unsafe.CopyBlockUnaligned(end, source + last, (uint)((count - last) * sizeof(TNumber)));
        }
        TLanes.Store(TLanes.Replace(TLanes.Load(end), target - last, count - last, replacement), destination + last);
        if (target < 0 || target >= last)
            return;
        int first = target / lanes * lanes;
        TLanes.Store(TLanes.Replace(TLanes.Load(source + first), target - first, lanes, replacement), destination + first);
    }

    /// <summary>The largest of each lane, NaN passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector Maximum(TNumber* logits, nint count)
    {
        int lanes = TLanes.Count;
        TVector even = TLanes.Create(double.NegativeInfinity), odd = even;
        nint i = 0;
        for (; i + 2 * lanes <= count; i += 2 * lanes)
        {
            even = TLanes.Max(TLanes.Load(logits + i), even);
            odd = TLanes.Max(TLanes.Load(logits + i + lanes), odd);
        }
        if (i < count)
            even = TLanes.Max(TLanes.Load(logits + i), even);
        return TLanes.Max(even, odd);
    }

    /// <summary>
    /// Raises the lanes' maxima, NaN passed over, and makes lanes NaN that meet NaN or +∞. With <typeparamref name="TWrite"/> it also
    /// writes as many numbers of the previous row's gradient.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Check<TWrite>(
        TNumber* logits, byte* ahead, nint count, in GradientRun<TNumber> previous, ref TVector maxima, ref TVector invalid)
        where TWrite : struct, IFlag
    {
        TVector largest = maxima, products = invalid, zero = TLanes.Create(0), lowest = TLanes.Create(0);
        var vectors = new GradientVectors<TVector, TNumber, TLanes>(previous.Gradient);
        TNumber* kept = previous.Exponentials, keptLogits = previous.Logits, gradient = previous.Destination;
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(ahead + i * sizeof(TNumber));
            TVector logit = TLanes.Load(logits + i);
            if (TWrite.IsSet)
                TLanes.StoreNonTemporal(vectors.Gradient<No, No>(kept + i, keptLogits + i), gradient + i);
            largest = TLanes.Max(logit, largest);
            // The larger of the two is a number, unless the logit is NaN or +∞: that times 0 is NaN.
            products = TLanes.MultiplyAdd(TLanes.Max(lowest, logit), zero, products);
        }
        maxima = largest;
        invalid = products;
    }

    /// <summary>
    /// Sums exp(z − reference), and for the entropy exp(z − reference)·(z − reference), where −∞ counts as 0; keeps the
    /// exponentials where they are wanted again, and raises the lanes' maxima, NaN passed over. With <typeparamref name="TWrite"/> it
    /// also writes as many numbers of the previous row's gradient, from exponentials that it overwrites right after.
    /// </summary>
    /// <remarks>
    /// Storing what is kept uses up the misses that the core can have in flight, so that the hardware's own prefetching falls
    /// behind: memory from <paramref name="ahead"/> on is fetched meanwhile, which nearly halves the time of rows not in a cache.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Exponentials<TKeep, TEntropy, TWrite>(
        TNumber* logits, TNumber* exponentials, byte* ahead, nint count, double reference, in GradientRun<TNumber> previous,
        ref TVector maxima, out double sum, out double weighted)
        where TKeep : struct, IFlag
        where TEntropy : struct, IFlag
        where TWrite : struct, IFlag
    {
        // Two vectors at a time, so that where registers are few each constant is loaded once for both.
        int lanes = TLanes.Count;
        TVector from = TLanes.Create(reference);
        TVector largest = maxima;
        TVector sums = TLanes.Create(0), weightedSums = sums;
        var vectors = new GradientVectors<TVector, TNumber, TLanes>(previous.Gradient);
        TNumber* kept = previous.Exponentials, keptLogits = previous.Logits, gradient = previous.Destination;
        nint i = 0;
        for (; i + 2 * lanes <= count; i += 2 * lanes)
        {
            if (Sse.IsSupported)
                Sse.Prefetch0(ahead + i * sizeof(TNumber));
            if (Sse.IsSupported && 2 * lanes * sizeof(TNumber) > 64)
                Sse.Prefetch0(ahead + (i + lanes) * sizeof(TNumber));
            TVector even = TLanes.Load(logits + i), odd = TLanes.Load(logits + i + lanes);
            if (TWrite.IsSet)
            {
                TVector value = vectors.Gradient<TEntropy, No>(kept + i, keptLogits + i);
                TVector next = vectors.Gradient<TEntropy, No>(kept + i + lanes, keptLogits + i + lanes);
                TLanes.StoreNonTemporal(value, gradient + i);
                TLanes.StoreNonTemporal(next, gradient + i + lanes);
            }
            largest = TLanes.Max(odd, TLanes.Max(even, largest));
            even = VectorExp.Clamp<TVector, TNumber, TLanes>(TLanes.Subtract(even, from));
            odd = VectorExp.Clamp<TVector, TNumber, TLanes>(TLanes.Subtract(odd, from));
            TVector evenExp = VectorExp.Exp<TVector, TNumber, TLanes>(even), oddExp = VectorExp.Exp<TVector, TNumber, TLanes>(odd);
            if (TKeep.IsSet)
            {
                TLanes.Store(evenExp, exponentials + i);
                TLanes.Store(oddExp, exponentials + i + lanes);
            }
            sums = TLanes.Add(sums, TLanes.Add(evenExp, oddExp));
            if (TEntropy.IsSet)
                weightedSums = TLanes.MultiplyAdd(oddExp, odd, TLanes.MultiplyAdd(evenExp, even, weightedSums));
        }
        if (i < count)
        {
            TVector last = TLanes.Load(logits + i);
            if (TWrite.IsSet)
                TLanes.StoreNonTemporal(vectors.Gradient<TEntropy, No>(kept + i, keptLogits + i), gradient + i);
            largest = TLanes.Max(last, largest);
            last = VectorExp.Clamp<TVector, TNumber, TLanes>(TLanes.Subtract(last, from));
            TVector exp = VectorExp.Exp<TVector, TNumber, TLanes>(last);
            if (TKeep.IsSet)
                TLanes.Store(exp, exponentials + i);
            sums = TLanes.Add(sums, exp);
            if (TEntropy.IsSet)
                weightedSums = TLanes.MultiplyAdd(exp, last, weightedSums);
        }
        maxima = largest;
        sum = TLanes.Sum(sums);
        weighted = TEntropy.IsSet ? TLanes.Sum(weightedSums) : 0;
    }

    /// <summary>
    /// As <see cref="Exponentials"/>, of logits that are transformed as they are loaded. The exponentials are kept multiplied by the
    /// derivative of the transform where <see cref="IBlockTransform{TVector, TNumber}.KeepsSlope"/> is set.
    /// </summary>
    /// <remarks>
    /// A vector is transformed while the exponentials of the one before are taken, so that the two do not wait for each other. One
    /// vector at a time: a second copy of the transform could exceed what the JIT inlines.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transformed<TKeep, TEntropy, TWrite, TTransform>(
        TNumber* logits, ref TTransform transform, long first, TNumber* exponentials, byte* ahead, nint count, double reference,
        in GradientRun<TNumber> previous, ref TVector maxima, out double sum, out double weighted)
        where TKeep : struct, IFlag
        where TEntropy : struct, IFlag
        where TWrite : struct, IFlag
        where TTransform : struct, IBlockTransform<TVector, TNumber>
    {
        int lanes = TLanes.Count;
        TVector from = TLanes.Create(reference);
        TVector largest = maxima;
        TVector sums = TLanes.Create(0), weightedSums = sums, loaded = sums, loadedSlope = sums;
        var vectors = new GradientVectors<TVector, TNumber, TLanes>(previous.Gradient);
        TNumber* kept = previous.Exponentials, keptLogits = previous.Logits, gradient = previous.Destination;
        for (nint i = -lanes; i < count; i += lanes)
        {
            TVector value = loaded, slope = loadedSlope;
            // Past the end the last one again.
            nint next = Math.Min(i + lanes, count - lanes);
            loaded = transform.Load(logits + next, first + next, out loadedSlope);
            if (i < 0)
                continue;
            if (Sse.IsSupported)
                Sse.Prefetch0(ahead + i * sizeof(TNumber));
            if (typeof(TWrite) == typeof(Yes))
                TLanes.StoreNonTemporal(vectors.Gradient<TEntropy, No>(kept + i, keptLogits + i), gradient + i);
            largest = TLanes.Max(value, largest);
            value = VectorExp.Clamp<TVector, TNumber, TLanes>(TLanes.Subtract(value, from));
            TVector exp = VectorExp.Exp<TVector, TNumber, TLanes>(value);
            if (typeof(TKeep) == typeof(Yes))
                TLanes.Store(TTransform.KeepsSlope ? TLanes.Multiply(exp, slope) : exp, exponentials + i);
            sums = TLanes.Add(sums, exp);
            if (typeof(TEntropy) == typeof(Yes))
                weightedSums = TLanes.MultiplyAdd(exp, value, weightedSums);
        }
        maxima = largest;
        sum = TLanes.Sum(sums);
        weighted = TEntropy.IsSet ? TLanes.Sum(weightedSums) : 0;
    }

    /// <summary>Σ (z − reference)·scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Offsets(TNumber* logits, nint count, double reference, double scale)
    {
        // Four sums, so that no addition waits for the one before.
        int lanes = TLanes.Count;
        TVector from = TLanes.Create(reference), factor = TLanes.Create(scale);
        TVector first = TLanes.Create(0), second = first, third = first, fourth = first;
        nint i = 0;
        for (; i + 4 * lanes <= count; i += 4 * lanes)
        {
            first = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(logits + i), from), factor, first);
            second = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(logits + i + lanes), from), factor, second);
            third = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(logits + i + 2 * lanes), from), factor, third);
            fourth = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(logits + i + 3 * lanes), from), factor, fourth);
        }
        for (; i < count; i += lanes)
            first = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(logits + i), from), factor, first);
        return TLanes.Sum(TLanes.Add(TLanes.Add(first, second), TLanes.Add(third, fourth)));
    }

    /// <summary>Writes a gradient from kept exponentials; the logits are read for the entropy and the mask alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<TEntropy, TMasked, TNonTemporal>(in GradientRun<TNumber> run, nint count)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
        where TNonTemporal : struct, IFlag
    {
        var vectors = new GradientVectors<TVector, TNumber, TLanes>(run.Gradient);
        TNumber* exponentials = run.Exponentials, logits = run.Logits, gradient = run.Destination;
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            TVector value = vectors.Gradient<TEntropy, TMasked>(exponentials + i, logits + i);
            if (TNonTemporal.IsSet)
                TLanes.StoreNonTemporal(value, gradient + i);
            else
                TLanes.Store(value, gradient + i);
        }
    }
}
