using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Testing.Kernels;

/// <summary>A row put through a loss with functions of a class, class by class in float64, from the definitions.</summary>
internal sealed class ClassRowReference<TLoss>
    where TLoss : unmanaged, IClassLoss
{
    private readonly TLoss _loss;
    private readonly double[] _logits;
    private readonly int _target;
    private readonly RowStatistics<double, Float64Math> _row;
    private double _largest;

    private ClassRowReference(TLoss loss, double[] logits, int target)
    {
        _loss = loss;
        _logits = logits;
        _target = target;
        double[] others = [.. logits.Where((z, j) => j != target && !double.IsNegativeInfinity(z))];
        var sums = RowSums<double, Float64Math>.Empty();
        if (others.Length > 0)
        {
            double maximum = sums.Maximum = others.Max();
            sums.Sum = others.Sum(z => Math.Exp(z - maximum));
            sums.Weighted = others.Sum(z => Math.Exp(z - maximum) is var exp && exp > 0 ? exp * (z - maximum) : 0);
        }
        sums.MeanOffset = logits.Where((_, j) => j != target).Sum(z => (z - sums.Maximum) / logits.Length);
        _row.Take(sums, target, logits[target], logits.Length);
    }

    /// <summary>The loss of a row, and its gradient.</summary>
    public static double EvaluateWithGradient(TLoss loss, ReadOnlySpan<double> logits, int target, Span<double> gradient) =>
        new ClassRowReference<TLoss>(loss, logits.ToArray(), target).Run(gradient);

    /// <summary>The largest sum of magnitudes of the terms of a class's gradient: where these cancel, errors are relative to it.</summary>
    public static double GradientScale(TLoss loss, ReadOnlySpan<double> logits, int target)
    {
        var row = new ClassRowReference<TLoss>(loss, logits.ToArray(), target);
        row.Run(new double[logits.Length]);
        return row._largest;
    }

    private double Run(Span<double> gradient)
    {
        if (_row.IsNaN)
        {
            gradient.Fill(double.NaN);
            return double.NaN;
        }
        RowScalars<double> unused = default;
        double value = _loss.Evaluate<double, Float64Math, No>(_row, Sweeps(TLoss.LossSweeps), default, out _, ref unused);
        RowScalars<double> scalars = default;
        double same = _loss.Evaluate<double, Float64Math, Yes>(
            _row, Sweeps(TLoss.Sweeps), default, out GradientCoefficients<double> by, ref scalars);
        if (!value.Equals(same))
            throw new InvalidOperationException($"The loss is {value} by itself, and {same} with its gradient.");
        for (int j = 0; j < _logits.Length; j++)
            gradient[j] = j == _target || double.IsNegativeInfinity(_logits[j]) ? 0 : Gradient(j, by, scalars);
        gradient[_target] = by.Target + by.Mean / _logits.Length;
        return value;
    }

    private double Gradient(int index, in GradientCoefficients<double> by, in RowScalars<double> scalars)
    {
        double logQ = _logits[index] - _row.OthersMaximum - _row.LogSum, q = Math.Exp(logQ);
        double byEntropy = q > 0 ? q * by.Entropy * (logQ + _row.OthersEntropy) : 0;
        double byOthers = q * by.Others, byMean = by.Mean / _logits.Length;
        double ofClass = TLoss.HasClassGradient ? _loss.Gradient<double, bool, ScalarClassMath, Class>(Of(index), scalars) : 0;
        _largest = Math.Max(_largest, Math.Abs(byOthers) + Math.Abs(byEntropy) + Math.Abs(byMean) + Math.Abs(ofClass));
        return byOthers - byEntropy + byMean + ofClass;
    }

    private SweepSums<double> Sweeps(int count)
    {
        SweepSums<double> sums = default;
        if (count > 0)
            sums.First = Sweep<FirstSweep>(sums);
        if (count > 1)
            sums.Second = Sweep<SecondSweep>(sums);
        if (count > 2)
            sums.Third = Sweep<ThirdSweep>(sums);
        if (count > 3)
            sums.Fourth = Sweep<FourthSweep>(sums);
        return sums;
    }

    private ClassSums<double> Sweep<TSweep>(in SweepSums<double> before)
        where TSweep : struct, ISweep
    {
        RowScalars<double> scalars = default;
        _loss.Prepare<double, Float64Math, TSweep>(_row, before, default, ref scalars);
        ClassSums<double> sums = default;
        int count = TLoss.SumCount<TSweep>();
        for (int j = 0; j < _logits.Length; j++)
        {
            if (j == _target)
                continue;
            ClassSums<double> terms = default;
            _loss.Terms<double, bool, ScalarClassMath, Class, TSweep>(Of(j), scalars, ref terms);
            for (int s = 0; s < count; s++)
            {
                double term = Field(ref terms, s);
                if (!double.IsNaN(term) || !double.IsNegativeInfinity(_logits[j]))
                    Field(ref sums, s) += term;
            }
        }
        return sums;
    }

    private Class Of(int index)
    {
        double logProb = _logits[index] - _row.OthersMaximum - _row.LogSumExpOffset;
        return new Class(_logits[index], logProb, Math.Exp(logProb), index);
    }

    private static ref double Field(ref ClassSums<double> sums, int index)
    {
        switch (index)
        {
            case 0: return ref sums.S0;
            case 1: return ref sums.S1;
            case 2: return ref sums.S2;
            case 3: return ref sums.S3;
            case 4: return ref sums.S4;
            case 5: return ref sums.S5;
            case 6: return ref sums.S6;
            default: return ref sums.S7;
        }
    }

    private readonly struct Class(double logit, double logProb, double prob, double index) : IClassValues<double>
    {
        public double Logit => logit;

        public double UntransformedLogit => throw new InvalidOperationException("This loss has no transform.");

        public double LogProb => logProb;

        public double Prob => prob;

        public double Index => index;

        public double Vector(int index) => throw new InvalidOperationException("This loss has no class vectors.");

        public double Input(int index) => throw new InvalidOperationException("This loss has no class inputs.");
    }
}
