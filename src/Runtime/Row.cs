using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen;

/// <summary>
/// What a sparse target loss may know of one row of logits z and its target class t: the statistics that one sweep over the row
/// collects. With p_j = exp(z_j)/Σ exp(z_k), every one of them is a differentiable function of the logits.
/// </summary>
/// <remarks>
/// Computed in float64 from the row split at its target: m′ = max z_j and S′ = Σ exp(z_j − m′) over j ≠ t. All that is known of
/// the target is then its log-odds d = (z_t − m′) − log S′, from which no statistic cancels or overflows. A row that is all −∞,
/// or that holds +∞ or NaN, has NaN for every statistic but <see cref="Classes"/>.
/// </remarks>
public readonly struct Row
{
    private readonly RowStatistics _statistics;

    private Row(in RowStatistics statistics) => _statistics = statistics;

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

    /// <summary>The number of classes C, as a <see cref="double"/> so that <c>1 / row.Classes</c> divides as written.</summary>
    public double Classes => _statistics.Classes;

    /// <summary>The statistics of one row.</summary>
    /// <param name="logits">The row's logits, one a class; −∞ masks a class.</param>
    /// <param name="target">The target class.</param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is no class.</exception>
    public static Row From(ReadOnlySpan<double> logits, int target)
    {
        RowArguments.Check(logits.Length, target);
        double maximum = double.NegativeInfinity;
        for (int j = 0; j < logits.Length; j++)
        {
            if (j != target)
                maximum = Math.Max(maximum, logits[j]);
        }
        double sum = 0, offsets = 0, weighted = 0;
        for (int j = 0; j < logits.Length; j++)
        {
            if (j == target || double.IsNegativeInfinity(maximum))
                continue;
            double offset = logits[j] - maximum;
            double exp = Math.Exp(offset);
            sum += exp;
            offsets += offset;
            weighted += Scalars.Times(exp, offset);
        }
        var statistics = new RowStatistics { Classes = logits.Length };
        double meanOffset = (offsets + (logits[target] - maximum)) / logits.Length;
        statistics.Collect(logits[target], maximum, sum, meanOffset, weighted);
        return new Row(statistics);
    }
}
