using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.Cpu;

internal unsafe partial struct RowSweep<TNumber, TVector, TLanes, TFormat>
{
    public void StoreGradient(double others, double target) => Store<No>(others, 0, 0, target);

    public void StoreGradientWithMean(double others, double mean, double target) => Store<No>(others, 0, mean, target);

    public void StoreGradientWithEntropy(double others, double entropy, double target) => Store<Yes>(others, entropy, 0, target);

    public void StoreGradientWithMeanAndEntropy(double others, double entropy, double mean, double target) =>
        Store<Yes>(others, entropy, mean, target);

    private void Store<TEntropy>(double others, double entropy, double mean, double target)
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
        var terms = new GradientTerms(others * perExponential, entropy * perExponential, mean * _factor, _statistics.OthersMaximum);
        // A masked class gets neither the mean nor a share of an infinite factor.
        bool masked = (mean != 0 && double.IsNegativeInfinity(_statistics.MeanOffset)) || !double.IsFinite(terms.Others + terms.Entropy);
        RescaleReferences();
        if (masked)
            Store<TEntropy, Yes>(terms, target * _factor);
        else
            Store<TEntropy, No>(terms, target * _factor);
    }

    private void Store<TEntropy, TMasked>(in GradientTerms terms, double target)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        bool needsLogits = TEntropy.IsSet || TMasked.IsSet;
        if (!WritesInPlace || (needsLogits && !ReadsInPlace))
        {
            StoreBlocks<TEntropy, TMasked>(terms);
            TFormat.WriteOne(target, _gradient + _target * _gradientStride * TFormat.Size);
            return;
        }
        _pending = new PendingGradient<TNumber>
        {
            Logits = (TNumber*)_logits,
            Gradient = (TNumber*)_gradient,
            Terms = terms,
            Target = _target,
            TargetGradient = target,
            Waits = true,
        };
        // What is stored past the caches waits for the sweep of the next row, so that memory is read and written at one time.
        if (!_nonTemporal || TMasked.IsSet)
            Finish<TEntropy, TMasked>();
    }

    /// <summary>Turns each block's reference into the factor that makes its exponentials relative to the row's maximum.</summary>
    private readonly void RescaleReferences()
    {
        double* references = _buffers.References;
        double maximum = _statistics.OthersMaximum, reference = maximum, factor = 1;
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
    private readonly void StoreBlocks<TEntropy, TMasked>(in GradientTerms terms)
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        TNumber* buffer = _buffers.Block;
        for (long start = 0; start < _classes; start += Scratch.BlockLength)
        {
            int count = (int)Math.Min(Scratch.BlockLength, _classes - start);
            if (TEntropy.IsSet || TMasked.IsSet)
                TFormat.Read(_logits + start * _logitStride * TFormat.Size, _logitStride, buffer, count);
            var run = new GradientRun<TNumber>
            {
                Exponentials = _buffers.Exponentials + start,
                Logits = buffer,
                Gradient = buffer,
                Terms = terms.Rescaled(_buffers.References[start / Scratch.BlockLength]),
            };
            BlockSweeps<TVector, TNumber, TLanes>.Gradient<TEntropy, TMasked, No>(run, (count + TLanes.Count - 1) & -TLanes.Count);
            TFormat.Write(buffer, _gradient + start * _gradientStride * TFormat.Size, _gradientStride, count);
        }
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
