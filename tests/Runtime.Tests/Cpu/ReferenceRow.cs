namespace SparseLsr.Gen.Tests.Cpu;

/// <summary>A row's statistics and gradient from their definitions, by scalar loops in float64, for a kernel to be put through.</summary>
internal sealed class ReferenceRow
{
    private readonly double[] _logits;
    private readonly int _target;

    public ReferenceRow(double[] logits, int target)
    {
        _logits = logits;
        _target = target;
        Gradient = new double[logits.Length];
    }

    public double[] Gradient { get; }

    public double Run<TKernel>(TKernel kernel)
        where TKernel : unmanaged, ISparseTargetKernel
    {
        var sweep = new Sweep(this);
        return kernel.Row(ref sweep);
    }

    /// <summary>The largest logit of the other classes; the target's own where none is left.</summary>
    private double OthersMaximum() => Others().DefaultIfEmpty(_logits[_target]).Max();

    private double OthersSum()
    {
        double maximum = OthersMaximum();
        return Others().Sum(z => Math.Exp(z - maximum));
    }

    /// <summary>The other classes that are not masked.</summary>
    private IEnumerable<double> Others() => _logits.Where((z, j) => j != _target && !double.IsNegativeInfinity(z));

    /// <summary>One loop a statistic, from the definitions.</summary>
    private readonly struct Sweep(ReferenceRow row) : IRowSweep<double>
    {
        private readonly double _maximum = row.OthersMaximum();
        private readonly double _sum = row.OthersSum();

        public bool WantsGradient => true;

        public double LogOdds => row._logits[row._target] - _maximum - Math.Log(_sum);

        public double LogProb => -Softplus(-LogOdds);

        public double Prob => 1 / (1 + Math.Exp(-LogOdds));

        public double LogComplement => -Softplus(LogOdds);

        public double Complement => 1 / (1 + Math.Exp(LogOdds));

        public double TargetLogit => row._logits[row._target];

        public double LogSumExp => LogOdds >= 0 ? TargetLogit + Softplus(-LogOdds) : _maximum + (Math.Log(_sum) + Softplus(LogOdds));

        public double MeanLogit => _maximum + MeanOffset;

        public double MeanLogProb => MeanOffset - LogSumExpOffset;

        public double Entropy
        {
            get
            {
                double most = Math.Max(_maximum, TargetLogit), sum = row._logits.Sum(z => Math.Exp(z - most));
                return -row._logits.Sum(z => Math.Exp(z - most) / sum is var p && p > 0 ? p * (z - most - Math.Log(sum)) : 0);
            }
        }

        public double OthersEntropy
        {
            get
            {
                double maximum = _maximum, sum = _sum;
                return -row.Others().Sum(z => Math.Exp(z - maximum) / sum is var q && q > 0 ? q * (z - maximum - Math.Log(sum)) : 0);
            }
        }

        public double OthersMaximum => _maximum;

        public double TargetOffset => TargetLogit - _maximum;

        public double LogSumExpOffset => LogOdds >= 0 ? TargetOffset + Softplus(-LogOdds) : Math.Log(_sum) + Softplus(LogOdds);

        public double MeanOffset
        {
            get
            {
                double maximum = _maximum;
                return row._logits.Sum(z => z - maximum) / row._logits.Length;
            }
        }

        public void Collect()
        {
        }

        public void CollectWithMean()
        {
        }

        public void CollectWithEntropy()
        {
        }

        public void CollectWithMeanAndEntropy()
        {
        }

        public void StoreGradient(double others, double target) => StoreGradientWithMeanAndEntropy(others, 0, 0, target);

        public void StoreGradientWithMean(double others, double mean, double target) =>
            StoreGradientWithMeanAndEntropy(others, 0, mean, target);

        public void StoreGradientWithEntropy(double others, double entropy, double target) =>
            StoreGradientWithMeanAndEntropy(others, entropy, 0, target);

        public void StoreGradientWithMeanAndEntropy(double others, double entropy, double mean, double target)
        {
            double othersEntropy = OthersEntropy;
            for (int j = 0; j < row._logits.Length; j++)
            {
                double offset = row._logits[j] - _maximum;
                double q = _sum > 0 ? Math.Exp(offset) / _sum : 0;
                row.Gradient[j] = double.IsNegativeInfinity(offset) ? 0
                    : q * others + mean - (q > 0 ? q * entropy * (offset - Math.Log(_sum) + othersEntropy) : 0);
            }
            row.Gradient[row._target] = target;
        }

        private static double Softplus(double x) => Math.Max(x, 0) + Gen.Cpu.Scalars.LogP1(Math.Exp(-Math.Abs(x)));
    }
}
