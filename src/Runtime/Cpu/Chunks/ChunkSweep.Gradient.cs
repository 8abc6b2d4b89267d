using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal unsafe partial struct ChunkSweep<TNumber, TVector, TLanes, TFormat>
{
    /// <summary>
    /// Second sweep: the gradient of the classes that have been accumulated, at once or, where it is stored past the caches, during
    /// the next <see cref="Accumulate"/>, so that memory is read and written at the same time.
    /// </summary>
    /// <param name="masked">Whether a masked class could get anything but 0: a part of the mean, or a share of an infinite factor.</param>
    /// <remarks>The scalars are those of <see cref="Gradient"/>.</remarks>
    public void Write(bool masked)
    {
        if (_deferred.Gradient.IsNaN)
        {
            Fill(double.NaN);
            return;
        }
        _deferred.Logits = (TNumber*)_logits;
        _deferred.Destination = (TNumber*)_gradient;
        _deferred.Target = _target;
        RescaleReferences(_deferred.Gradient.Maximum);
        if (_deferred.Gradient.Entropy != 0)
            Write<Yes>(masked);
        else
            Write<No>(masked);
    }

    /// <summary>The same number for every class; the logits are not read.</summary>
    public readonly void Fill(double value)
    {
        if (WritesInPlace)
        {
            TNumber number = TNumber.CreateTruncating(value);
            for (long j = 0; j < _classes; j++)
                ((TNumber*)_gradient)[j] = number;
            return;
        }
        for (long j = 0; j < _classes; j++)
            TFormat.WriteOne(value, _gradient + j * _gradientStride * TFormat.Size);
    }

    private void Write<TEntropy>(bool masked)
        where TEntropy : struct, IFlag
    {
        if (masked)
            Write<TEntropy, Yes>();
        else
            Write<TEntropy, No>();
    }

    private void Write<TEntropy, TMasked>()
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        if (!WritesInPlace || ((TEntropy.IsSet || TMasked.IsSet) && !ReadsInPlace))
        {
            WriteBlocks<TEntropy, TMasked>();
            return;
        }
        _deferred.Written = 0;
        _deferred.HasPending = true;
        if (!_nonTemporal || TMasked.IsSet)
            Flush<TEntropy, TMasked>();
    }

    /// <summary>Turns each block's reference into the factor that makes its exponentials relative to the row's maximum.</summary>
    private readonly void RescaleReferences(double maximum)
    {
        double* references = _buffers.References;
        double reference = maximum, factor = 1;
        for (long block = 0; block * Scratch.BlockLength < _classes; block++)
        {
            if (references[block] != reference)
            {
                reference = references[block];
                factor = Math.Exp(reference - maximum);
            }
            references[block] = factor;
        }
    }

    /// <summary>Block by block through the buffer, for rows that are gathered or converted.</summary>
    private readonly void WriteBlocks<TEntropy, TMasked>()
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        TNumber* buffer = _buffers.Block;
        for (long start = 0; start < _classes; start += Scratch.BlockLength)
        {
            int count = (int)Math.Min(Scratch.BlockLength, _classes - start);
            if (TEntropy.IsSet || TMasked.IsSet)
                TFormat.Read(_logits + start * _logitStride * TFormat.Size, _logitStride, buffer, count);
            GradientRun<TNumber> run = default;
            run.Exponentials = _buffers.Exponentials + start;
            run.Logits = run.Destination = buffer;
            run.SetRescaled(_deferred.Gradient, _buffers.References[start / Scratch.BlockLength]);
            BlockSweeps<TVector, TNumber, TLanes>.Gradient<TEntropy, TMasked, No>(run, (count + TLanes.Count - 1) & -TLanes.Count);
            TFormat.Write(buffer, _gradient + start * _gradientStride * TFormat.Size, _gradientStride, count);
        }
        if (HasTarget(0, _classes))
            TFormat.WriteOne(_deferred.Gradient.Target, _gradient + _target * _gradientStride * TFormat.Size);
    }
}
