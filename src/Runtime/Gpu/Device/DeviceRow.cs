using System.Numerics;
using ILGPU;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>A row of logits as the threads that share it see it.</summary>
internal struct DeviceRow<TNumber, TArithmetic, TStatistics, TFormat, TPiece, TThreads, TSource, TOutput, TTarget> : IRowSweep<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
    where TArithmetic : struct, IArithmetic<TNumber>
    where TStatistics : struct, IRowStatistics<TNumber>
    where TFormat : struct, IPieceFormat<TPiece, TNumber>
    where TPiece : unmanaged
    where TThreads : struct, IRowThreads
    where TSource : struct, IRowSource
    where TOutput : struct, IRowOutput
    where TTarget : unmanaged
{
    private readonly RowBatch<TPiece, TNumber, TTarget> _batch;
    private readonly long _row;
    private readonly int _target;
    private readonly TNumber _factor;
    private readonly RowStage<TPiece, TThreads, TOutput> _stage;
    private TStatistics _statistics;

    /// <param name="batch">The batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="target">Its target, a class.</param>
    /// <param name="factor">What its gradient is multiplied by.</param>
    /// <param name="stage">Keeps pieces of the row between its sweeps.</param>
    public DeviceRow(RowBatch<TPiece, TNumber, TTarget> batch, long row, int target, TNumber factor, RowStage<TPiece, TThreads, TOutput> stage)
    {
        _batch = batch;
        _row = row;
        _target = target;
        _factor = factor;
        _stage = stage;
        _statistics = default;
        _statistics.Classes = TArithmetic.Of(batch.Classes);
    }

    /// <summary>Whether the row has no softmax.</summary>
    public readonly bool IsNaN => _statistics.IsNaN;

    public readonly bool WantsGradient => TOutput.WantsGradient;

    public readonly TNumber LogOdds => _statistics.LogOdds;

    public readonly TNumber LogProb => _statistics.LogProb;

    public readonly TNumber Prob => _statistics.Prob;

    public readonly TNumber LogComplement => _statistics.LogComplement;

    public readonly TNumber Complement => _statistics.Complement;

    public readonly TNumber TargetLogit => _statistics.TargetLogit;

    public readonly TNumber LogSumExp => _statistics.LogSumExp;

    public readonly TNumber MeanLogit => _statistics.MeanLogit;

    public readonly TNumber MeanLogProb => _statistics.MeanLogProb;

    public readonly TNumber Entropy => _statistics.Entropy;

    public readonly TNumber OthersEntropy => _statistics.OthersEntropy;

    public readonly TNumber OthersMaximum => _statistics.OthersMaximum;

    public readonly TNumber TargetOffset => _statistics.TargetOffset;

    public readonly TNumber LogSumExpOffset => _statistics.LogSumExpOffset;

    public readonly TNumber MeanOffset => _statistics.MeanOffset;

    public void Collect() => Collect<No, No>();

    public void CollectWithMean() => Collect<Yes, No>();

    public void CollectWithEntropy() => Collect<No, Yes>();

    public void CollectWithMeanAndEntropy() => Collect<Yes, Yes>();

    public void StoreGradient(TNumber others, TNumber target) => Store(others, TNumber.Zero, TNumber.Zero, target);

    public void StoreGradientWithMean(TNumber others, TNumber mean, TNumber target) => Store(others, TNumber.Zero, mean, target);

    public void StoreGradientWithEntropy(TNumber others, TNumber entropy, TNumber target) => Store(others, entropy, TNumber.Zero, target);

    public void StoreGradientWithMeanAndEntropy(TNumber others, TNumber entropy, TNumber mean, TNumber target) =>
        Store(others, entropy, mean, target);

    private void Collect<TMean, TEntropy>()
        where TMean : struct, IFlag
        where TEntropy : struct, IFlag
    {
        var sweep = new CollectSweep<TNumber, TArithmetic, TFormat, TPiece, TThreads, TOutput, TMean, TEntropy>(
            _batch.Logits, _row * _batch.Pieces, _target, _stage);
        DeviceSums<TNumber, TArithmetic> sums;
        if (TSource.IsPartial)
        {
            sums = PartialSums<TNumber, TArithmetic>.Collect<TThreads>(_batch.Partials, _row * _batch.Chunks, _batch.Chunks);
        }
        else
        {
            sums = sweep.Collect(_batch.Start(_batch.Chunk), _batch.End(_batch.Chunk));
        }
        sums.Reduce<TThreads, TMean, TEntropy>();
        if (TOutput.IsPartial)
        {
            if (TThreads.Rank == 0)
                PartialSums<TNumber, TArithmetic>.Store(_batch.Partials, _row * _batch.Chunks + _batch.Chunk, sums);
            return;
        }

        TNumber targetLogit = sweep.TargetLogit;
        // Beside a masked target every offset would be infinite, and the mean is −∞ anyway.
        TNumber meanOffset = targetLogit == TArithmetic.NegativeInfinity
            ? targetLogit
            : sums.Offsets / _statistics.Classes + (targetLogit - sums.Maximum);
        _statistics.Collect(targetLogit, sums.Maximum, sums.Sum, meanOffset, sums.Weighted);
    }

    private readonly void Store(TNumber others, TNumber entropy, TNumber mean, TNumber target)
    {
        var terms = DeviceTerms<TNumber, TArithmetic>.NaN();
        if (!_statistics.IsNaN)
        {
            // q_j·(others − entropy·(log q_j + H′)) with log q_j = (z_j − m′) − log S′.
            if (entropy != TNumber.Zero)
                others -= entropy * (_statistics.OthersEntropy - _statistics.LogSum);
            TNumber perExponential = _statistics.Sum > TNumber.Zero ? TNumber.One / _statistics.Sum : TNumber.Zero;
            terms.Maximum = _statistics.OthersMaximum;
            terms.Others = others * perExponential;
            terms.Entropy = entropy == TNumber.Zero ? entropy : entropy * perExponential;
            terms.Mean = mean;
            terms.Target = target;
            terms.Scale(_factor);
        }
        if (TOutput.KeepsTerms)
        {
            if (TThreads.Rank == 0)
                terms.Store(_batch.Terms, _row);
        }
        else
        {
            new GradientWriter<TNumber, TArithmetic, TFormat, TPiece, TThreads, TOutput>(
                _batch.Logits, _batch.Gradient, _row * _batch.Pieces, 0, _batch.Pieces, _stage).Write(_target, terms);
        }
    }
}
