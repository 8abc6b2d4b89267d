using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Gradients written where they belong: at once, or while the next row is swept.</summary>
internal unsafe partial struct RowSweep<TNumber, TVector, TLanes, TFormat>
{
    /// <summary>Writes what still waits. To be called after the last row.</summary>
    public void Finish()
    {
        if (!_pending.Waits)
            return;
        if (_pending.Terms.Entropy != 0)
            Finish<Yes, No>();
        else
            Finish<No, No>();
    }

    private void Finish<TEntropy, TMasked>()
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        WriteUpTo<TEntropy, TMasked>(_classes);
        // A number of its own, never what the sweep would have made of it.
        TFormat.WriteOne(_pending.TargetGradient, (byte*)(_pending.Gradient + _pending.Target));
        _pending.Waits = false;
    }

    /// <summary>Makes the exponentials of a block free to be overwritten.</summary>
    private void Release(long start, nint padded)
    {
        long end = Math.Min(start + padded, _classes);
        if (!_pending.Waits || _pending.Written >= end)
            return;
        if (_pending.Terms.Entropy != 0)
            WriteUpTo<Yes, No>(end);
        else
            WriteUpTo<No, No>(end);
    }

    /// <summary>
    /// Whether so many numbers of the waiting gradient, from the start of a block on or a little later, are aligned and alike, so
    /// that they can be written while the block is swept.
    /// </summary>
    private bool TryTake<TEntropy>(long start, nint padded, out GradientRun<TNumber> run)
        where TEntropy : struct, IFlag
    {
        run = default;
        if (!_pending.Waits || (!TEntropy.IsSet && _pending.Terms.Entropy != 0))
            return false;
        long first = _pending.Written + Misaligned(_pending.Gradient + _pending.Written);
        long end = first + padded;
        if (end > _classes || _pending.Written > start + TLanes.Count)
            return false;
        double factor = _buffers.References[start / Scratch.BlockLength];
        if (_buffers.References[(end - 1) / Scratch.BlockLength] != factor)
            return false;
        Release(start, (nint)(first - start));
        SetRun(first, factor, ref run);
        _pending.Written = end;
        return true;
    }

    private void WriteUpTo<TEntropy, TMasked>(long end)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        while (_pending.Written < end)
        {
            long block = _pending.Written / Scratch.BlockLength;
            double factor = _buffers.References[block];
            long next = (block + 1) * Scratch.BlockLength;
            while (next < end && _buffers.References[next / Scratch.BlockLength] == factor)
                next += Scratch.BlockLength;
            next = Math.Min(next, end);
            if (_nonTemporal)
                Write<TEntropy, TMasked, Yes>(_pending.Written, next, factor);
            else
                Write<TEntropy, TMasked, No>(_pending.Written, next, factor);
            _pending.Written = next;
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
            long head = Math.Min(Misaligned(_pending.Gradient + start), end - start);
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
            Unsafe.CopyBlockUnaligned(vector, _pending.Logits + start, (uint)(count * sizeof(TNumber)));
        GradientRun<TNumber> run = default;
        SetRun(start, factor, ref run);
        run.Logits = run.Gradient = vector;
        BlockSweeps<TVector, TNumber, TLanes>.Gradient<TEntropy, TMasked, No>(run, TLanes.Count);
        Unsafe.CopyBlockUnaligned(_pending.Gradient + start, vector, (uint)(count * sizeof(TNumber)));
    }

    private readonly void SetRun(long start, double factor, ref GradientRun<TNumber> run)
    {
        run.Exponentials = _buffers.Exponentials + start;
        run.Logits = _pending.Logits + start;
        run.Gradient = _pending.Gradient + start;
        run.Terms.SetRescaled(_pending.Terms, factor);
    }

    /// <summary>The elements from an address to the next that a vector may be stored at past the caches.</summary>
    private static long Misaligned(TNumber* address)
    {
        long past = (long)((nuint)address / (nuint)sizeof(TNumber) % (nuint)TLanes.Count);
        return past == 0 ? 0 : TLanes.Count - past;
    }
}
