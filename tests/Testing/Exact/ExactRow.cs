using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>One row of logits, known exactly: its statistics, and the softmax of the classes other than the target.</summary>
internal sealed class ExactRow
{
    /// <summary>The bits of what is computed for each class, to keep rows of thousands of classes cheap.</summary>
    public const int ClassBits = 256;

    /// <summary>The step of difference quotients: they err by about its square, and what they subtract agrees in its bits.</summary>
    private const int StepBits = 100;

    private readonly BigFloat[] _shares;
    private readonly BigFloat[] _logShares;
    private readonly Dictionary<(Base, int), ExactStatistics> _moved = [];
    private readonly Lazy<ExactStatistics> _finite;

    public ExactRow(double[] logits, int target)
    {
        Logits = logits;
        Target = target;
        int classes = logits.Length;
        _shares = new BigFloat[classes];
        _logShares = new BigFloat[classes];

        double[] others = [.. logits.Where((_, j) => j != target)];
        double maximum = others.Length == 0 ? double.NegativeInfinity : others.Max();
        bool undefined = logits.Any(double.IsNaN) || logits.Max() is double.PositiveInfinity or double.NegativeInfinity;
        BigFloat targetLogit = undefined ? BigFloat.NaN : logits[target];
        BigFloat mean = undefined ? BigFloat.NaN : logits.Aggregate(BigFloat.Zero, (sum, logit) => sum + logit) / classes;
        BigFloat othersLogSumExp = undefined ? BigFloat.NaN : BigFloat.NegativeInfinity;
        BigFloat othersEntropy = undefined ? BigFloat.NaN : BigFloat.Zero;
        if (!undefined && maximum > double.NegativeInfinity)
        {
            BigFloat sum = BigFloat.Zero;
            for (int j = 0; j < classes; j++)
            {
                if (j != target)
                    sum += _shares[j] = BigFloat.Exp((BigFloat)logits[j] - maximum, ClassBits);
            }
            BigFloat logSum = BigFloat.Log(sum).Round(ClassBits);
            othersLogSumExp = maximum + logSum;
            BigFloat scale = (BigFloat.One / sum).Round(ClassBits);
            for (int j = 0; j < classes; j++)
            {
                if (_shares[j].IsZero)
                    continue;
                _shares[j] = (_shares[j] * scale).Round(ClassBits);
                _logShares[j] = logits[j] - othersLogSumExp;
                othersEntropy -= (_shares[j] * _logShares[j]).Round(ClassBits);
            }
        }
        MeanIsInfinite = mean.IsInfinite;
        MaximumOfOthers = maximum;
        Statistics = new ExactStatistics(targetLogit - othersLogSumExp, othersLogSumExp, mean, othersEntropy, classes, targetLogit)
        {
            Target = target,
        };
        OthersEntropy = othersEntropy;
        _finite = new Lazy<ExactStatistics>(Statistics.Finite);
    }

    public static BigFloat Step { get; } = BigFloat.One.Scale(-StepBits);

    public double[] Logits { get; }

    public int Target { get; }

    public ExactStatistics Statistics { get; }

    /// <summary>Whether no base quantity is infinite, so that derivatives are read at this very row.</summary>
    public bool IsFinite => ReferenceEquals(_finite.Value, Statistics);

    /// <summary>m′.</summary>
    public double MaximumOfOthers { get; }

    /// <summary>Whether a class is masked, so that the mean logit is −∞.</summary>
    public bool MeanIsInfinite { get; }

    /// <summary>H′.</summary>
    public BigFloat OthersEntropy { get; }

    /// <summary>A property of <c>Row</c>, or one of the differences from m′ that only the generator speaks of.</summary>
    public BigFloat Of(RowStatistic statistic) => statistic switch
    {
        RowStatistic.OthersMaximum => MaximumOfOthers,
        RowStatistic.TargetOffset => Statistics.Of(RowStatistic.TargetLogit) - MaximumOfOthers,
        RowStatistic.LogSumExpOffset => Statistics.Of(RowStatistic.LogSumExp) - MaximumOfOthers,
        RowStatistic.MeanOffset => Statistics.Of(RowStatistic.MeanLogit) - MaximumOfOthers,
        _ => Statistics.Of(statistic),
    };

    /// <summary>q_j, 0 for the target and for masked classes.</summary>
    public BigFloat Share(int j) => _shares[j];

    /// <summary>log q_j where q_j is not 0.</summary>
    public BigFloat LogShare(int j) => _logShares[j];

    /// <summary>The row with a base quantity moved by so many steps; moved rows are kept for the next loss.</summary>
    public ExactStatistics Moved(Base quantity, int steps)
    {
        lock (_moved)
        {
            if (!_moved.TryGetValue((quantity, steps), out ExactStatistics? moved))
                _moved[(quantity, steps)] = moved = _finite.Value.Move(quantity, steps * Step);
            return moved;
        }
    }
}
