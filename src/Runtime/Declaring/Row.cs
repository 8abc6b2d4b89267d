using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen;

/// <summary>
/// The statistics of one row of logits z and its target class t, from which a sparse target loss is computed. With p_j = exp(z_j)/Σ exp(z_k), every one of them is a differentiable function of the logits.
/// </summary>
/// <remarks>
/// Computed in float64 from the row split at its target: m′ = max z_j and S′ = Σ exp(z_j − m′) over j ≠ t. The target then
/// enters through its log-odds d = (z_t − m′) − log S′, from which no statistic cancels or overflows. A row that is all −∞,
/// or that holds +∞ or NaN, has NaN for every statistic but <see cref="Target"/> and <see cref="Classes"/>.
/// </remarks>
public readonly struct Row
{
    private readonly RowStatistics<double, Float64Math> _statistics;

    private Row(in RowStatistics<double, Float64Math> statistics, int classes)
    {
        _statistics = statistics;
        Classes = classes;
    }

    /// <summary>The log-odds of the target, d = log(p_t/(1 − p_t)): −∞ for a masked target, +∞ where no other class is left.</summary>
    public double LogOdds => _statistics.LogOdds;

    /// <summary>log p_t = −softplus(−d).</summary>
    public double LogProb => _statistics.LogProb;

    /// <summary>p_t = σ(d).</summary>
    public double Prob => _statistics.Prob;

    /// <summary>log(1 − p_t) = −softplus(d), precise at any confidence.</summary>
    public double LogComplement => _statistics.LogComplement;

    /// <summary>1 − p_t = σ(−d), precise at any confidence.</summary>
    public double Complement => _statistics.Complement;

    /// <summary>z_t, the logit of the target.</summary>
    public double TargetLogit => _statistics.TargetLogit;

    /// <summary>log Σ exp z_j over all classes.</summary>
    public double LogSumExp => _statistics.LogSumExp;

    /// <summary>The mean of the logits of all classes; −∞ where a class is masked.</summary>
    public double MeanLogit => _statistics.MeanLogit;

    /// <summary>The mean of log p_j over all classes; −∞ where a class is masked.</summary>
    public double MeanLogProb => _statistics.MeanLogProb;

    /// <summary>The entropy −Σ p_j log p_j over all classes, in nats.</summary>
    public double Entropy => _statistics.Entropy;

    /// <summary>
    /// H′, the entropy −Σ q_j log q_j of the softmax q of the classes other than the target, in nats; 0 where none is left.
    /// </summary>
    public double OthersEntropy => _statistics.OthersEntropy;

    /// <summary>t, the number of the target class, as a <see cref="double"/>; a constant to every derivative.</summary>
    public double Target => _statistics.Target;

    /// <summary>The number of classes C, as a <see cref="double"/> so that <c>1 / row.Classes</c> divides as written.</summary>
    public double Classes { get; }

    /// <summary>x, which every derivative treats as a constant: it weighs a loss without a gradient of its own.</summary>
    public static double Detach(double x) => x;

    /// <summary>The statistics of one row.</summary>
    /// <param name="logits">The row's logits, one a class; −∞ masks a class.</param>
    /// <param name="target">The target class.</param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not a class.</exception>
    public static Row From(ReadOnlySpan<double> logits, int target)
    {
        RowArguments.Check(logits.Length, target);
        var sums = RowSums<double, Float64Math>.Empty();
        for (int j = 0; j < logits.Length; j++)
        {
            if (j != target && logits[j] > sums.Maximum)
                sums.Maximum = logits[j];
        }
        for (int j = 0; j < logits.Length; j++)
        {
            if (j == target)
                continue;
            double offset = logits[j] - sums.Maximum, exp = Math.Exp(offset);
            sums.Sum += exp;
            sums.Weighted += Float64Math.MultiplyNoNan(exp, offset);
            sums.MeanOffset += offset / logits.Length;
        }
        RowStatistics<double, Float64Math> statistics = default;
        statistics.Take(sums, target, logits[target], logits.Length);
        return new Row(statistics, logits.Length);
    }
}
