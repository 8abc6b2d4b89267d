using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal unsafe partial struct ChunkSweep<TNumber, TVector, TLanes, TFormat>
{
    /// <summary>Writes what is left of a deferred gradient. To be called before the next <see cref="Write"/>, and after the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flush()
    {
        if (_deferred.HasPending)
            FlushPending();
    }

    /// <summary>The last <see cref="Flush"/>: makes what was stored past the caches visible to the thread that is told of it.</summary>
    public void Complete()
    {
        Flush();
        // Such stores are not ordered with the store that tells another thread of them.
        if (_nonTemporal && Sse.IsSupported)
            Sse.StoreFence();
    }

    private void FlushPending()
    {
        if (_deferred.Gradient.Entropy != 0)
            Flush<Yes, No>();
        else
            Flush<No, No>();
    }

    private void Flush<TEntropy, TMasked>()
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        WriteUpTo<TEntropy, TMasked>(_classes);
        // A number of its own, never what the sweep would have made of it.
        if ((ulong)_deferred.Target < (ulong)_classes)
            TFormat.WriteOne(_deferred.Gradient.Target, (byte*)(_deferred.Destination + _deferred.Target));
        _deferred.HasPending = false;
    }

    /// <summary>Makes the exponentials of a block free to be overwritten.</summary>
    private void FlushUpTo(long start, nint padded)
    {
        long end = Math.Min(start + padded, _classes);
        if (_deferred.Written >= end)
            return;
        if (_deferred.Gradient.Entropy != 0)
            WriteUpTo<Yes, No>(end);
        else
            WriteUpTo<No, No>(end);
    }

    /// <summary>
    /// Whether so many numbers of the deferred gradient, from the start of a block on or a little later, are aligned and have the
    /// same factor, so that they can be written while the block is swept.
    /// </summary>
    private bool TryClaim<TEntropy>(long start, nint padded, ref GradientRun<TNumber> run)
        where TEntropy : struct, IFlag
    {
        if (!TEntropy.IsSet && _deferred.Gradient.Entropy != 0)
            return false;
        long first = _deferred.Written + Misaligned(_deferred.Destination + _deferred.Written);
        long end = first + padded;
        if (end > _classes || _deferred.Written > start + TLanes.Count)
            return false;
        double factor = _buffers.References[start / Scratch.BlockLength];
        if (_buffers.References[(end - 1) / Scratch.BlockLength] != factor)
            return false;
        FlushUpTo(start, (nint)(first - start));
        SetRun(first, factor, ref run);
        _deferred.Written = end;
        return true;
    }

    private void WriteUpTo<TEntropy, TMasked>(long end)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        while (_deferred.Written < end)
        {
            long block = _deferred.Written / Scratch.BlockLength;
            double factor = _buffers.References[block];
            long next = (block + 1) * Scratch.BlockLength;
            while (next < end && _buffers.References[next / Scratch.BlockLength] == factor)
                next += Scratch.BlockLength;
            next = Math.Min(next, end);
            if (_nonTemporal)
                Write<TEntropy, TMasked, Yes>(_deferred.Written, next, factor);
            else
                Write<TEntropy, TMasked, No>(_deferred.Written, next, factor);
            _deferred.Written = next;
        }
    }

    /// <summary>Vectors, aligned where they are stored past the caches, and the few numbers before and after them on their own.</summary>
    private readonly void Write<TEntropy, TMasked, TNonTemporal>(long start, long end, double factor)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
        where TNonTemporal : struct, IFlag
    {
        if (TNonTemporal.IsSet)
        {
            long head = Math.Min(Misaligned(_deferred.Destination + start), end - start);
            WritePart<TEntropy, TMasked>(start, (int)head, factor);
            start += head;
        }
        long count = (end - start) / TLanes.Count * TLanes.Count;
        if (count > 0)
        {
            GradientRun<TNumber> run = default;
            SetRun(start, factor, ref run);
            BlockSweeps<TVector, TNumber, TLanes>.Gradient<TEntropy, TMasked, TNonTemporal>(run, (nint)count);
        }
        WritePart<TEntropy, TMasked>(start + count, (int)(end - start - count), factor);
    }

    /// <summary>Less than a vector.</summary>
    private readonly void WritePart<TEntropy, TMasked>(long start, int count, double factor)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        if (count == 0)
            return;
        TNumber* vector = _buffers.Vector;
        if (TEntropy.IsSet || TMasked.IsSet)
            Unsafe.CopyBlockUnaligned(vector, _deferred.Logits + start, (uint)(count * sizeof(TNumber)));
        GradientRun<TNumber> run = default;
        SetRun(start, factor, ref run);
        run.Logits = run.Destination = vector;
        BlockSweeps<TVector, TNumber, TLanes>.Gradient<TEntropy, TMasked, No>(run, TLanes.Count);
        Unsafe.CopyBlockUnaligned(_deferred.Destination + start, vector, (uint)(count * sizeof(TNumber)));
    }

    private readonly void SetRun(long start, double factor, ref GradientRun<TNumber> run)
    {
        run.Exponentials = _buffers.Exponentials + start;
        run.Logits = _deferred.Logits + start;
        run.Destination = _deferred.Destination + start;
        run.SetRescaled(_deferred.Gradient, factor);
    }

    /// <summary>The elements from an address to the next that a vector may be stored at past the caches.</summary>
    private static long Misaligned(TNumber* address)
    {
        long past = (long)((nuint)address / (nuint)sizeof(TNumber) % (nuint)TLanes.Count);
        return past == 0 ? 0 : TLanes.Count - past;
    }
}
