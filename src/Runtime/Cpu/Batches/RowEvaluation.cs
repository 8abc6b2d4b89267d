using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The scalar part of a row, in float64: from its sums to its loss and to the scalars of its gradient.</summary>
internal struct RowEvaluation<TLoss, TGradient>
    where TLoss : struct, IClassLoss
    where TGradient : struct, IFlag
{
    private RowStatistics<double, Float64Math> _statistics;
    private RowInputs<double> _inputs;
    private RowScalars<double> _scalars;
    private SweepSums<double> _sums;
    private double _targetSlope;
    private GradientCoefficients<double> _by;
    private RowMetrics<double> _metrics;

    /// <summary>Whether a masked class could get anything but 0: a part of the mean, or a share of an infinite factor.</summary>
    public bool IsMasked { get; private set; }

    /// <summary>How many further sweeps there are.</summary>
    /// <param name="wantsInputs">Whether the derivatives by the row inputs are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sweeps(bool wantsInputs) =>
        !TGradient.IsSet ? TLoss.LossSweeps
        : TLoss.InputSweeps > TLoss.Sweeps && wantsInputs ? TLoss.InputSweeps
        : TLoss.Sweeps;

    /// <summary>Whether the row has no softmax, so that it is not swept further.</summary>
    public readonly bool IsNaN => _statistics.IsNaN;

    /// <summary>What the row's classes are relative to.</summary>
    public readonly ClassReference Reference =>
        new(_statistics.OthersMaximum, _statistics.LogSumExpOffset, _statistics.PerExponential * _statistics.Complement);

    /// <summary>What the loss is given of the row; to be set before <see cref="Take"/>.</summary>
    [UnscopedRef]
    public ref RowInputs<double> Inputs => ref _inputs;

    /// <summary>The derivatives of the loss; only where a gradient is wanted, and for a loss with row inputs.</summary>
    [UnscopedRef]
    public readonly ref readonly GradientCoefficients<double> By => ref _by;

    /// <summary>The metrics of the row.</summary>
    [UnscopedRef]
    public readonly ref readonly RowMetrics<double> Metrics => ref _metrics;

    /// <summary>The numbers of the row that functions of its classes read.</summary>
    [UnscopedRef]
    public readonly ref readonly RowScalars<double> Scalars => ref _scalars;

    /// <summary>The loss of the row.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="sums">The sums over all other classes.</param>
    /// <param name="target">t.</param>
    /// <param name="targetLogit">z_t.</param>
    /// <param name="classes">C.</param>
    /// <param name="factor">What the gradient is multiplied by.</param>
    /// <param name="gradient">Receives the scalars of the gradient, where one is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Evaluate(
        in TLoss loss, in RowSums<double, Float64Math> sums, double target, double targetLogit, double classes, double factor,
        ref RowGradient<double, Float64Math> gradient)
    {
        Take(loss, sums, target, targetLogit, classes);
        return Evaluate(loss, factor, ref gradient);
    }

    /// <summary>The statistics of the row: the first step, where sweeps follow.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="sums">The sums over all other classes.</param>
    /// <param name="target">t.</param>
    /// <param name="targetLogit">z_t, before it is transformed.</param>
    /// <param name="classes">C.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(in TLoss loss, in RowSums<double, Float64Math> sums, double target, double targetLogit, double classes)
    {
        if (TLoss.HasTransform)
        {
            _targetSlope = 0;
            _inputs.TargetLogit = targetLogit;
            if (!double.IsNegativeInfinity(targetLogit))
                targetLogit = loss.TransformTarget<double, Float64Math>(targetLogit, target, _inputs, out _targetSlope);
        }
        _statistics.Take(sums, target, targetLogit, classes);
    }

    /// <summary>Computes <see cref="Scalars"/> for a sweep.</summary>
    public void Prepare<TSweep>(in TLoss loss)
        where TSweep : struct, ISweep =>
        loss.Prepare<double, Float64Math, TSweep>(_statistics, _sums, _inputs, ref _scalars);

    /// <summary>The sums of a sweep.</summary>
    [UnscopedRef]
    public ref ClassSums<double> Sums<TSweep>()
        where TSweep : struct, ISweep
    {
        if (TSweep.Index == 0)
            return ref _sums.First;
        if (TSweep.Index == 1)
            return ref _sums.Second;
        if (TSweep.Index == 2)
            return ref _sums.Third;
        return ref _sums.Fourth;
    }

    /// <summary>The loss of the row, after its statistics and all sweeps.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="factor">What the gradient is multiplied by.</param>
    /// <param name="gradient">Receives the scalars of the gradient, where one is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Evaluate(in TLoss loss, double factor, ref RowGradient<double, Float64Math> gradient)
    {
        double value = loss.Evaluate<double, Float64Math, TGradient>(
            _statistics, _sums, _inputs, out GradientCoefficients<double> by, ref _scalars);
        if (TGradient.IsSet)
        {
            gradient.Take(_statistics, by);
            gradient.Scale(factor);
            if (TLoss.HasTransform)
                gradient.Target *= _targetSlope;
            IsMasked = (gradient.Mean != 0 && double.IsNegativeInfinity(_statistics.MeanOffset))
                || !double.IsFinite(gradient.Others) || !double.IsFinite(gradient.Entropy);
            if (TLoss.RowInputs > 0)
                _by = _statistics.IsNaN ? GradientCoefficients<double>.OfInputs(double.NaN) : by;
        }
        if (TLoss.Metrics > 0)
            Measure(loss);
        return _statistics.IsNaN ? double.NaN : value;
    }

    private void Measure(in TLoss loss)
    {
        loss.Measure<double, Float64Math>(_statistics, _sums, _inputs, ref _metrics);
        if (_statistics.IsNaN)
            _metrics = RowMetrics<double>.All(double.NaN);
    }
}
