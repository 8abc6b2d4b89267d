using System.Numerics;
using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>A row's place in its batch: its target and weight, and where its results go.</summary>
internal readonly struct RowContext<TNumber, TMath, TFormat, TPack, TThreads, TOutput, TTargets, TTarget>
    where TNumber : unmanaged, INumber<TNumber>
    where TMath : struct, IDeviceMath<TNumber>
    where TFormat : struct, IPackFormat<TPack, TNumber>
    where TPack : unmanaged
    where TThreads : struct, IRowThreads
    where TOutput : struct, IRowOutput
    where TTargets : struct, ITargets<TTarget>
    where TTarget : unmanaged
{
    private readonly RowBatch<TPack, TNumber, TTarget> _batch;
    private readonly long _class;
    private readonly TNumber _scale;

    public RowContext(RowBatch<TPack, TNumber, TTarget> batch, long row)
    {
        _batch = batch;
        Row = row;
        Place = batch.Place(row, TFormat.Length);
        // The last block may have warps past the last row.
        _class = row < batch.Rows ? TTargets.Class(batch.Targets[row]) : batch.IgnoreIndex;
        _scale = batch.Scale.Length == 0 ? TNumber.One : batch.Scale[0];
        // No row counts where a mean has nothing to divide by.
        if (_scale == TNumber.Zero)
            _class = batch.IgnoreIndex;
    }

    public long Row { get; }

    /// <summary>Where it lies.</summary>
    public RowPlace Place { get; }

    /// <summary>The target class of a row that counts.</summary>
    public int Target => (int)_class;

    /// <summary>Whether the row is put through the loss: its target is a class that is not ignored.</summary>
    public bool IsIncluded => _class != _batch.IgnoreIndex && IsClass;

    /// <summary>
    /// What the gradient is multiplied by in forward: the weight of the target and, where it is not saved for backward, the scale.
    /// </summary>
    public TNumber Factor => TOutput.SavesGradient ? Weight : Weight * _scale;

    /// <summary>What a saved gradient, which has the weight already, is multiplied by in backward.</summary>
    public TNumber UpstreamFactor => _scale * Upstream;

    /// <summary>z_t of a row that is included.</summary>
    public TNumber TargetLogit => TFormat.Element(_batch.Logits, Place.First + Target);

    private bool IsClass => _class >= 0 && _class < _batch.Classes;

    /// <summary>What a loss is given of a row that is included.</summary>
    public DeviceInputs<TNumber, TFormat, TPack> Inputs<TLoss>()
        where TLoss : unmanaged, IClassLoss =>
        DeviceInputs<TNumber, TFormat, TPack>.Of<TLoss>(
            _batch.Vectors, _batch.Inputs, _batch.Classes, Row, Target,
            TLoss.HasTransform && TLoss.RowInputs > 0 ? TargetLogit : TNumber.Zero);

    /// <summary>The weight of the target.</summary>
    public TNumber Weight => _batch.Weights.Length == 0 ? TNumber.One : _batch.Weights[Target];

    private TNumber Upstream => _batch.Upstream.Length == 0 ? TNumber.One : _batch.Upstream[_batch.Upstream.Length == 1 ? 0 : Row];

    /// <summary>Writes the gradient of this row, or of this block's chunk of it.</summary>
    public GradientWriter<TNumber, TMath, TFormat, TPack, TThreads, TOutput> Writer(RowCache<TPack, TThreads, TOutput> cache)
    {
        int chunk = _batch.ChunkFromEnd;
        return new(_batch.Logits, _batch.Gradient, Place, _batch.Start(chunk), _batch.End(chunk, Place.Packs), cache);
    }

    /// <summary>A later pass over this row, or over this block's chunk of it.</summary>
    public PackPass<TNumber, TFormat, TPack, TThreads, TOutput> Pass(int chunk, RowCache<TPack, TThreads, TOutput> cache) =>
        new(_batch.Logits, Place, _batch.Start(chunk), _batch.End(chunk, Place.Packs), cache);

    /// <summary>Saves or writes the gradient of a row that is included.</summary>
    public void Finish(RowGradient<TNumber, TMath> gradient, RowCache<TPack, TThreads, TOutput> cache)
    {
        if (!TOutput.SavesGradient)
            Writer(cache).Write(Target, gradient);
        else if (TThreads.Rank == 0)
            SavedGradient<TNumber, TMath>.Store(gradient, _batch.Saved, Row * RowGradient<float, DeviceFloat32Math>.Length);
    }

    /// <summary>Gives the loss of a row that is included to the batch.</summary>
    public void Finish(TNumber loss)
    {
        if (TThreads.Rank == 0)
            _batch.Losses[Row] = Weight * loss;
    }

    /// <summary>Gives the derivatives of the loss of a row that is included, by its inputs, to the batch.</summary>
    public void FinishInputs<TLoss>(GradientCoefficients<TNumber> by, bool isNaN)
        where TLoss : unmanaged, IClassLoss
    {
        TNumber factor = isNaN ? TMath.NaN : Weight;
        by.Input0 *= factor;
        by.Input1 *= factor;
        by.Input2 *= factor;
        by.Input3 *= factor;
        SetInputGradients<TLoss>(by);
    }

    /// <summary>Gives the metrics of a row that is included to the batch.</summary>
    public void FinishMetrics<TLoss>(RowMetrics<TNumber> metrics)
        where TLoss : unmanaged, IClassLoss
    {
        if (_batch.Metrics.Length == 0 || TThreads.Rank != 0)
            return;
        ArrayView<TNumber> all = _batch.Metrics;
        long rows = _batch.Rows;
        if (TLoss.Metrics > 0)
            all[Row] = metrics.M0;
        if (TLoss.Metrics > 1)
            all[rows + Row] = metrics.M1;
        if (TLoss.Metrics > 2)
            all[2 * rows + Row] = metrics.M2;
        if (TLoss.Metrics > 3)
            all[3 * rows + Row] = metrics.M3;
        if (TLoss.Metrics > 4)
            all[4 * rows + Row] = metrics.M4;
        if (TLoss.Metrics > 5)
            all[5 * rows + Row] = metrics.M5;
        if (TLoss.Metrics > 6)
            all[6 * rows + Row] = metrics.M6;
        if (TLoss.Metrics > 7)
            all[7 * rows + Row] = metrics.M7;
    }

    /// <summary>As <see cref="WriteIgnored()"/>, with the metrics of the row and the derivatives by its inputs.</summary>
    public void WriteIgnored<TLoss>()
        where TLoss : unmanaged, IClassLoss
    {
        WriteIgnored();
        if (Row >= _batch.Rows)
            return;
        TNumber value = _class == _batch.IgnoreIndex ? TNumber.Zero : TMath.NaN;
        if (TLoss.Metrics > 0)
            FinishMetrics<TLoss>(RowMetrics<TNumber>.All(value));
        if (!TOutput.WantsGradient || TLoss.RowInputs == 0)
            return;
        SetInputGradients<TLoss>(GradientCoefficients<TNumber>.OfInputs(value));
    }

    /// <summary>
    /// Gives the batch what a row has that is not read: zeros where it is ignored; where its target is no class, NaN and a flag.
    /// </summary>
    public void WriteIgnored()
    {
        if (Row >= _batch.Rows)
            return;
        bool ignored = _class == _batch.IgnoreIndex;
        TNumber value = ignored ? TNumber.Zero : TMath.NaN;
        if (!ignored && TThreads.Rank == 0)
            _batch.Flag[0] = Row + 1;
        if (TThreads.Rank == 0 && _batch.Losses.Length > 0)
            _batch.Losses[Row] = value;
        if (TOutput.WantsGradient && !TOutput.SavesGradient)
            Writer(default).Fill(value);
    }

    private void SetInputGradients<TLoss>(GradientCoefficients<TNumber> by)
        where TLoss : unmanaged, IClassLoss
    {
        if (!_batch.Inputs.WantGradients || TThreads.Rank != 0)
            return;
        if (TLoss.RowInputs > 0)
            _batch.Inputs.Gradient0[Row] = by.Input0;
        if (TLoss.RowInputs > 1)
            _batch.Inputs.Gradient1[Row] = by.Input1;
        if (TLoss.RowInputs > 2)
            _batch.Inputs.Gradient2[Row] = by.Input2;
        if (TLoss.RowInputs > 3)
            _batch.Inputs.Gradient3[Row] = by.Input3;
    }
}
