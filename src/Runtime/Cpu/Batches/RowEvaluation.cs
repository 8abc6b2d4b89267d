using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>The scalar part of a row, in float64: from its sums to its loss and to the scalars of its gradient.</summary>
internal struct RowEvaluation<TLoss, TGradient>
    where TLoss : struct, IClassLoss
    where TGradient : struct, IFlag
{
    private RowStatistics<double, Float64Math> _statistics;
    private RowScalars<double> _scalars;

    /// <summary>Whether a masked class could get anything but 0: a part of the mean, or a share of an infinite factor.</summary>
    public bool IsMasked { get; private set; }

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
        _statistics.Take(sums, target, targetLogit, classes);
        double value = loss.Evaluate<double, Float64Math, TGradient>(
            _statistics, default, out GradientCoefficients<double> by, ref _scalars);
        if (TGradient.IsSet)
        {
            gradient.Take(_statistics, by);
            gradient.Scale(factor);
            IsMasked = (gradient.Mean != 0 && double.IsNegativeInfinity(_statistics.MeanOffset))
                || !double.IsFinite(gradient.Others) || !double.IsFinite(gradient.Entropy);
        }
        return _statistics.IsNaN ? double.NaN : value;
    }
}
