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
    private readonly double[] _logits;
    private readonly int _target;

    private Row(in RowStatistics<double, Float64Math> statistics, double[] logits, int target)
    {
        _statistics = statistics;
        _logits = logits;
        _target = target;
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

    /// <summary>
    /// The largest logit of the other classes, −∞ where none is left. Classes that share it share its derivative evenly, as in
    /// <c>torch.amax</c>.
    /// </summary>
    public double MaxOtherLogit => _statistics.MaxOtherLogit;

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
    public double Classes => _logits.Length;

    /// <summary>
    /// The sum over all classes of a function of a class, which may use the row's statistics and sums computed before it. A masked class
    /// contributes the function's value at a logit of −∞, and 0 where that is NaN.
    /// </summary>
    /// <param name="term">The function, a lambda: an expression or a block. It may not contain another sum.</param>
    public double Sum(Func<RowClass, double> term) => Term(term, _target) + SumOthers(term);

    /// <summary>As <see cref="Sum"/>, over all classes but the target.</summary>
    /// <param name="term">The function.</param>
    public double SumOthers(Func<RowClass, double> term)
    {
        double sum = 0;
        for (int j = 0; j < _logits.Length; j++)
        {
            if (j != _target)
                sum += Term(term, j);
        }
        return _statistics.IsNaN ? double.NaN : sum;
    }

    private double Term(Func<RowClass, double> term, int index)
    {
        double logit = _logits[index];
        bool isTarget = index == _target;
        double logProb = isTarget ? LogProb : logit - _statistics.OthersMaximum - _statistics.LogSumExpOffset;
        double value = term(new RowClass(logit, logProb, isTarget ? Prob : Math.Exp(logProb), index, isTarget));
        return double.IsNaN(value) && double.IsNegativeInfinity(logit) ? 0 : value;
    }

    /// <summary>x, which every derivative treats as a constant: it weighs a loss without a gradient of its own.</summary>
    public static double Detach(double x) => x;

    /// <summary>The statistics of one row.</summary>
    /// <param name="logits">The row's logits, one a class; −∞ masks a class.</param>
    /// <param name="target">The target class.</param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not a class.</exception>
    public static Row From(ReadOnlySpan<double> logits, int target) => From(logits.ToArray(), target);

    /// <summary>The statistics of one row whose logits are transformed; a masked class stays masked.</summary>
    /// <param name="logits">The row's logits, one a class; −∞ masks a class.</param>
    /// <param name="target">The target class.</param>
    /// <param name="transform">The transform of a logit. Of the class, the probability is not known, and NaN.</param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not a class.</exception>
    public static Row From(ReadOnlySpan<double> logits, int target, Func<RowClass, double> transform)
    {
        double[] transformed = logits.ToArray();
        for (int j = 0; j < transformed.Length; j++)
        {
            if (!double.IsNegativeInfinity(transformed[j]))
                transformed[j] = transform(new RowClass(transformed[j], double.NaN, double.NaN, j, j == target));
        }
        return From(transformed, target);
    }

    private static Row From(double[] logits, int target)
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
        return new Row(statistics, logits, target);
    }
}
