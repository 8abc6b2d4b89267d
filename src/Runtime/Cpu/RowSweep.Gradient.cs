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
        _pending.Logits = (TNumber*)_logits;
        _pending.Gradient = (TNumber*)_gradient;
        _pending.Target = _target;
        _pending.TargetGradient = target * _factor;
        _pending.Terms.Others = others * perExponential;
        // What a loss does not have stays 0 also under an infinite upstream gradient.
        _pending.Terms.Entropy = Scalars.Times(entropy, perExponential);
        _pending.Terms.Mean = Scalars.Times(mean, _factor);
        _pending.Terms.Maximum = _statistics.OthersMaximum;
        RescaleReferences();
        // A masked class gets neither the mean nor a share of an infinite factor.
        if ((mean != 0 && double.IsNegativeInfinity(_statistics.MeanOffset)) || !double.IsFinite((others + entropy) * perExponential))
            Store<TEntropy, Yes>();
        else
            Store<TEntropy, No>();
    }

    private void Store<TEntropy, TMasked>()
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        if (!WritesInPlace || ((TEntropy.IsSet || TMasked.IsSet) && !ReadsInPlace))
        {
            StoreBlocks<TEntropy, TMasked>();
            return;
        }
        _pending.Written = 0;
        _pending.Waits = true;
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
    private readonly void StoreBlocks<TEntropy, TMasked>()
        where TEntropy : struct, IFlag
        where TMasked : struct, IFlag
    {
        TNumber* buffer = _buffers.Block;
        for (long start = 0; start < _classes; start += Scratch.BlockLength)
        {
            int count = (int)Math.Min(Scratch.BlockLength, _classes - start);
            if (TEntropy.IsSet || TMasked.IsSet)
                TFormat.Read(_logits + start * _logitStride * TFormat.Size, _logitStride, buffer, count);
            GradientRun<TNumber> run;
            run.Exponentials = _buffers.Exponentials + start;
            run.Logits = run.Gradient = buffer;
            run.Terms = default;
            run.Terms.SetRescaled(_pending.Terms, _buffers.References[start / Scratch.BlockLength]);
            BlockSweeps<TVector, TNumber, TLanes>.Gradient<TEntropy, TMasked, No>(run, (count + TLanes.Count - 1) & -TLanes.Count);
            TFormat.Write(buffer, _gradient + start * _gradientStride * TFormat.Size, _gradientStride, count);
        }
        TFormat.WriteOne(_pending.TargetGradient, _gradient + _target * _gradientStride * TFormat.Size);
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
