using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Numerics;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>Puts whole rows through a loss, one after the other. A row's gradient may be written while the next is accumulated.</summary>
[SkipLocalsInit]
internal unsafe struct RowDriver<TLoss, TNumber, TVector, TLanes, TFormat, TGradient>
    where TLoss : struct, IClassLoss
    where TNumber : unmanaged, INumberBase<TNumber>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, TNumber>
    where TFormat : struct, IElementFormat<TNumber>
    where TGradient : struct, IFlag
{
    private readonly TLoss _loss;
    private readonly long _classes;
    private readonly bool _wantsInputs;
    private ChunkSweep<TNumber, TVector, TLanes, TFormat> _sweep;
    private RowEvaluation<TLoss, TGradient> _evaluation;

    /// <param name="loss">The loss.</param>
    /// <param name="classes">C.</param>
    /// <param name="wantsInputs">Whether the derivatives by the row inputs are wanted.</param>
    /// <param name="sweep">Sweeps over the rows.</param>
    public RowDriver(in TLoss loss, long classes, bool wantsInputs, ChunkSweep<TNumber, TVector, TLanes, TFormat> sweep)
    {
        _wantsInputs = wantsInputs;
        _loss = loss;
        _classes = classes;
        _sweep = sweep;
    }

    /// <summary>What the loss is given of the row that is run next.</summary>
    [UnscopedRef]
    public ref RowInputs<double> Inputs => ref _evaluation.Inputs;

    /// <summary>Where the row that is run next begins in the class inputs.</summary>
    public void SetClassInputs(in ClassInputRows rows) => _sweep.Inputs.SetRow(rows);

    /// <summary>The derivatives of the loss of the last row, where a gradient is wanted.</summary>
    [UnscopedRef]
    public readonly ref readonly GradientCoefficients<double> By => ref _evaluation.By;

    /// <summary>The metrics of the last row.</summary>
    [UnscopedRef]
    public readonly ref readonly RowMetrics<double> Metrics => ref _evaluation.Metrics;

    /// <summary>The loss of a row; its gradient follows at once or during the next row.</summary>
    /// <param name="logits">Its first logit.</param>
    /// <param name="gradient">The first number of its gradient; null where none is wanted.</param>
    /// <param name="target">Its target, a class.</param>
    /// <param name="factor">What its gradient is multiplied by.</param>
    public double Run(byte* logits, byte* gradient, long target, double factor)
    {
        _sweep.Begin(logits, gradient, _classes, target);
        var sums = RowSums<double, Float64Math>.Empty();
        Accumulate(0, Math.Min(RowChunks.Length, _classes), ref sums);
        for (long start = RowChunks.Length; start < _classes; start += RowChunks.Length)
        {
            var chunk = RowSums<double, Float64Math>.Empty();
            Accumulate(start, Math.Min(start + RowChunks.Length, _classes), ref chunk);
            sums.Merge(chunk);
        }
        if (TGradient.IsSet)
            _sweep.Flush();
        if (ClassFunctions<TLoss>.Exist)
            return RunClasses(sums, target, factor, gradient != null);
        double value = _evaluation.Evaluate(_loss, sums, target, _sweep.TargetLogit, _classes, factor, ref _sweep.Gradient);
        if (TGradient.IsSet && gradient != null)
            _sweep.Write(_evaluation.IsMasked);
        return value;
    }

    /// <summary>Gives an ignored row its gradient of zeros; its logits are not read.</summary>
    public void Ignore(byte* gradient)
    {
        if (!TGradient.IsSet || gradient == null)
            return;
        _sweep.Begin(null, gradient, _classes, 0);
        _sweep.Fill(0);
    }

    /// <summary>To be called after the last row.</summary>
    public void Finish()
    {
        if (TGradient.IsSet)
            _sweep.Complete();
    }

    /// <summary>What follows the first sweep, for a loss with functions of a class.</summary>
    private double RunClasses(in RowSums<double, Float64Math> sums, long target, double factor, bool writes)
    {
        _evaluation.Take(_loss, sums, target, _sweep.TargetLogit, _classes);
        ClassReference reference = _evaluation.Reference;
        if (!_evaluation.IsNaN)
        {
            if (ChunkSums<TLoss, TGradient>.KeepsExponentials && !ClassFunctions<TLoss>.FollowFromFirstSweep)
                _sweep.RescaleExponentials(reference.Maximum);
            int sweeps = RowEvaluation<TLoss, TGradient>.Sweeps(_wantsInputs);
            if (sweeps > 0)
                Sum<FirstSweep>(reference);
            if (sweeps > 1)
                Sum<SecondSweep>(reference);
            if (sweeps > 2)
                Sum<ThirdSweep>(reference);
            if (sweeps > 3)
                Sum<FourthSweep>(reference);
        }
        double value = _evaluation.Evaluate(_loss, factor, ref _sweep.Gradient);
        if (!writes)
            return value;
        if (TGradient.IsSet && ClassFunctions<TLoss>.FollowFromFirstSweep)
        {
            if (ClassFunctions<TLoss>.ScaleTheGradient)
                _sweep.Gradient.ScaleOthers(_sweep.ConstantSlope(_loss, _evaluation.Inputs));
            _sweep.Write(_evaluation.IsMasked);
        }
        else if (TGradient.IsSet)
            _sweep.WriteClasses(_loss, reference, _evaluation.Inputs, _evaluation.Scalars, factor, 0);
        return value;
    }

    /// <summary>A further sweep: chunk by chunk, so that the bits are those of a row that is split over threads.</summary>
    private void Sum<TSweep>(in ClassReference reference)
        where TSweep : struct, ISweep
    {
        _evaluation.Prepare<TSweep>(_loss);
        ref ClassSums<double> sums = ref _evaluation.Sums<TSweep>();
        sums = default;
        for (long start = 0; start < _classes; start += RowChunks.Length)
        {
            long end = Math.Min(start + RowChunks.Length, _classes);
            _sweep.SumClasses<TLoss, TSweep>(
                _loss, reference, _evaluation.Inputs, _evaluation.Scalars, 0, start, end, out ClassSums<double> chunk);
            SweepSumming<EightSums>.Add(ref sums, chunk);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Accumulate(long start, long end, ref RowSums<double, Float64Math> sums) =>
        ChunkSums<TLoss, TGradient>.Accumulate(_loss, ref _sweep, _evaluation.Inputs, 0, start, end, ref sums);
}
