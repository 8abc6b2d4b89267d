using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal unsafe partial struct RowSweep<TNumber, TVector, TLanes, TFormat>
{
    public void StoreGradient(double others, double target) => Store<No, No>(others, 0, 0, target);

    public void StoreGradientWithMean(double others, double mean, double target) => Store<Yes, No>(others, 0, mean, target);

    public void StoreGradientWithEntropy(double others, double entropy, double target) => Store<No, Yes>(others, entropy, 0, target);

    public void StoreGradientWithMeanAndEntropy(double others, double entropy, double mean, double target) =>
        Store<Yes, Yes>(others, entropy, mean, target);

    private readonly void Store<TMean, TEntropy>(double others, double entropy, double mean, double target)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        if (_statistics.IsNaN)
        {
            Fill(double.NaN);
            return;
        }
        // q_j·(others − entropy·(log q_j + H′)) with log q_j = (z_j − m′) − log S′.
        if (TEntropy.IsSet)
            others -= entropy * (_statistics.OthersEntropy - _statistics.LogSum);
        double perExponential = _statistics.Sum > 0 ? _factor / _statistics.Sum : 0;
        others *= perExponential;
        entropy *= perExponential;
        mean *= _factor;
        // A masked class gets neither the mean nor a share of an infinite factor.
        bool masked = (TMean.IsSet && double.IsNegativeInfinity(_statistics.MeanOffset)) || !double.IsFinite(others + entropy);
        if (masked)
            StoreOthers<TMean, TEntropy, Yes>(others, entropy, mean);
        else
            StoreOthers<TMean, TEntropy, No>(others, entropy, mean);
        TFormat.WriteOne(target * _factor, _gradient + _target * _gradientStride * TFormat.Size);
    }

    /// <summary>Goes over the runs of blocks whose exponentials have one reference.</summary>
    private readonly void StoreOthers<TMean, TEntropy, TMasked>(double others, double entropy, double mean)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        double* references = _buffers.References;
        long start = 0, block = 0;
        while (start < _classes)
        {
            double reference = references[block];
            long end = start;
            do
            {
                end = Math.Min(end + Scratch.BlockLength, _classes);
                block++;
            }
            while (end < _classes && references[block] == reference);
            double factor = reference == _statistics.OthersMaximum ? 1 : Math.Exp(reference - _statistics.OthersMaximum);
            var terms = new GradientTerms(others * factor, entropy * factor, mean, _statistics.OthersMaximum);
            StoreRun<TMean, TEntropy, TMasked>(start, end, terms);
            start = end;
        }
    }

    private readonly void StoreRun<TMean, TEntropy, TMasked>(long start, long end, in GradientTerms terms)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        bool needsLogits = TEntropy.IsSet || TMasked.IsSet;
        if (!WritesInPlace || (needsLogits && !ReadsInPlace))
            StoreBlocks<TMean, TEntropy, TMasked>(start, end, terms);
        else if (_nonTemporal)
            StoreDirect<TMean, TEntropy, TMasked, Yes>(start, end, terms);
        else
            StoreDirect<TMean, TEntropy, TMasked, No>(start, end, terms);
    }

    /// <summary>Block by block through the buffer, for rows that are gathered or converted.</summary>
    private readonly void StoreBlocks<TMean, TEntropy, TMasked>(long start, long end, in GradientTerms terms)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        TNumber* buffer = _buffers.Block;
        for (; start < end; start += Scratch.BlockLength)
        {
            int count = (int)Math.Min(Scratch.BlockLength, end - start);
            nint padded = (count + TLanes.Count - 1) & -TLanes.Count;
            if (TEntropy.IsSet || TMasked.IsSet)
                TFormat.Read(_logits + start * _logitStride * TFormat.Size, _logitStride, buffer, count);
            BlockSweeps<TVector, TNumber, TLanes>.Gradient<TMean, TEntropy, TMasked, No>(
                _buffers.Exponentials + start, buffer, buffer, padded, terms);
            TFormat.Write(buffer, _gradient + start * _gradientStride * TFormat.Size, _gradientStride, count);
        }
    }

    /// <summary>Straight into the gradient, with the few elements before and after its aligned vectors on their own.</summary>
    private readonly void StoreDirect<TMean, TEntropy, TMasked, TNonTemporal>(long start, long end, in GradientTerms terms)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
        where TNonTemporal : struct, IFlag
    {
        if (TNonTemporal.IsSet)
        {
            long misaligned = (long)((nuint)((TNumber*)_gradient + start) / (nuint)sizeof(TNumber) % (nuint)TLanes.Count);
            long head = misaligned == 0 ? 0 : Math.Min(TLanes.Count - misaligned, end - start);
            StorePart<TMean, TEntropy, TMasked>(start, (int)head, terms);
            start += head;
        }
        long count = (end - start) / TLanes.Count * TLanes.Count;
        BlockSweeps<TVector, TNumber, TLanes>.Gradient<TMean, TEntropy, TMasked, TNonTemporal>(
            _buffers.Exponentials + start, (TNumber*)_logits + start, (TNumber*)_gradient + start, (nint)count, terms);
        StorePart<TMean, TEntropy, TMasked>(start + count, (int)(end - start - count), terms);
    }

    /// <summary>Less than a vector.</summary>
    private readonly void StorePart<TMean, TEntropy, TMasked>(long start, int count, in GradientTerms terms)
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        if (count == 0)
            return;
        TNumber* vector = _buffers.Vector;
        if (TEntropy.IsSet || TMasked.IsSet)
            Unsafe.CopyBlockUnaligned(vector, (TNumber*)_logits + start, (uint)(count * sizeof(TNumber)));
        BlockSweeps<TVector, TNumber, TLanes>.Gradient<TMean, TEntropy, TMasked, No>(
            _buffers.Exponentials + start, vector, vector, TLanes.Count, terms);
        Unsafe.CopyBlockUnaligned((TNumber*)_gradient + start, vector, (uint)(count * sizeof(TNumber)));
    }

    private readonly void Fill(double value)
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
}
