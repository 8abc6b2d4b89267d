using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>A row put through a loss with functions of a class, class by class in float64.</summary>
internal sealed class ClassReferenceRow(double[] logits, int target)
{
    private RowStatistics<double, Float64Math> _statistics;

    public double[] Gradient { get; } = new double[logits.Length];

    /// <summary>The largest that the parts of a class's gradient come to: what its rounding errors are relative to.</summary>
    public double Largest { get; private set; }

    public double Run<TLoss>(TLoss loss)
        where TLoss : unmanaged, IClassLoss
    {
        double maximum = Others.DefaultIfEmpty(logits[target]).Max();
        var sums = RowSums<double, Float64Math>.Empty();
        sums.Maximum = Others.DefaultIfEmpty(sums.Maximum).Max();
        sums.Sum = Others.Sum(z => Math.Exp(z - maximum));
        sums.Weighted = Others.Sum(z => Math.Exp(z - maximum) is var exp && exp > 0 ? exp * (z - maximum) : 0);
        sums.MeanOffset = logits.Where((_, j) => j != target).Sum(z => (z - maximum) / logits.Length);
        _statistics.Take(sums, target, logits[target], logits.Length);

        SweepSums<double> sweeps = default;
        RowScalars<double> scalars = default;
        if (TLoss.Sweeps > 0)
            Sum<TLoss, FirstSweep>(loss, ref scalars, sweeps, out sweeps.First);
        if (TLoss.Sweeps > 1)
            Sum<TLoss, SecondSweep>(loss, ref scalars, sweeps, out sweeps.Second);
        if (TLoss.Sweeps > 2)
            Sum<TLoss, ThirdSweep>(loss, ref scalars, sweeps, out sweeps.Third);
        if (TLoss.Sweeps > 3)
            Sum<TLoss, FourthSweep>(loss, ref scalars, sweeps, out sweeps.Fourth);
        double value = loss.Evaluate<double, Float64Math, Yes>(_statistics, sweeps, default, out GradientCoefficients<double> by, ref scalars);

        double sum = sums.Sum;
        for (int j = 0; j < logits.Length; j++)
        {
            if (double.IsNegativeInfinity(logits[j]))
                continue;
            ScalarClass of = Class(j);
            double q = sum > 0 ? Math.Exp(logits[j] - maximum) / sum : 0;
            double entropy = q > 0 ? q * by.Entropy * (logits[j] - maximum - Math.Log(sum) + _statistics.OthersEntropy) : 0;
            double own = TLoss.HasClassGradient ? loss.Gradient<double, bool, Float64Math, ScalarClass>(of, scalars) : 0;
            Gradient[j] = q * by.Others - entropy + by.Mean / logits.Length + own;
            Largest = Math.Max(Largest, Math.Abs(q * by.Others) + Math.Abs(entropy) + Math.Abs(by.Mean / logits.Length) + Math.Abs(own));
        }
        Gradient[target] = by.Target + by.Mean / logits.Length;
        Largest = Math.Max(Largest, Math.Abs(Gradient[target]));
        return value;
    }

    /// <summary>The other classes that are not masked.</summary>
    private IEnumerable<double> Others => logits.Where((z, j) => j != target && !double.IsNegativeInfinity(z));

    private void Sum<TLoss, TSweep>(in TLoss loss, ref RowScalars<double> scalars, in SweepSums<double> before, out ClassSums<double> sums)
        where TLoss : unmanaged, IClassLoss
        where TSweep : struct, ISweep
    {
        loss.Prepare<double, Float64Math, TSweep>(_statistics, before, default, ref scalars);
        sums = default;
        for (int j = 0; j < logits.Length; j++)
        {
            if (j == target)
                continue;
            ClassSums<double> terms = default;
            loss.Terms<double, bool, Float64Math, ScalarClass, TSweep>(Class(j), scalars, ref terms);
            bool masked = double.IsNegativeInfinity(logits[j]);
            sums.S0 += masked && double.IsNaN(terms.S0) ? 0 : terms.S0;
            sums.S1 += masked && double.IsNaN(terms.S1) ? 0 : terms.S1;
            sums.S2 += masked && double.IsNaN(terms.S2) ? 0 : terms.S2;
        }
    }

    private ScalarClass Class(int j)
    {
        double logProb = logits[j] - _statistics.OthersMaximum - _statistics.LogSumExpOffset;
        return new(logits[j], logProb, Math.Exp(logProb), j);
    }

    private readonly record struct ScalarClass(double Logit, double LogProb, double Prob, double Index) : IClassValues<double>
    {
        public double Vector(int index) => throw new InvalidOperationException("This loss has no class vectors.");

        public double Input(int index) => throw new InvalidOperationException("No class inputs.");

        public double UntransformedLogit => throw new InvalidOperationException("No transform.");
    }
}
