namespace SparseLsr.Gen.Cpu;

/// <summary>
/// What a row is known by, from the few sums of one sweep over every class but the target. The one definition of every
/// statistic: <see cref="Row"/> and the sweeps are facades on it.
/// </summary>
internal readonly struct RowStatistics
{
    private readonly double _logSum;
    private readonly double _exp;
    private readonly double _logP1;

    /// <summary>The statistics that follow from sums over the other classes, j ≠ t.</summary>
    /// <param name="classes">C.</param>
    /// <param name="targetLogit">z_t.</param>
    /// <param name="maximum">m′ = max z_j; −∞ where no other class is left.</param>
    /// <param name="sum">S′ = Σ exp(z_j − m′).</param>
    /// <param name="offsets">Σ (z_j − m′), for the mean.</param>
    /// <param name="weighted">Σ exp(z_j − m′)·(z_j − m′), for the entropy.</param>
    public RowStatistics(double classes, double targetLogit, double maximum, double sum, double offsets, double weighted)
    {
        Classes = classes;
        bool othersLeft = !double.IsNegativeInfinity(maximum);
        IsNaN = double.IsNaN(sum) || double.IsNaN(targetLogit) || double.IsPositiveInfinity(maximum)
            || double.IsPositiveInfinity(targetLogit) || (!othersLeft && double.IsNegativeInfinity(targetLogit));
        if (IsNaN)
        {
            TargetLogit = OthersMaximum = TargetOffset = MeanOffset = LogOdds = OthersEntropy = double.NaN;
            Sum = _logSum = _exp = _logP1 = double.NaN;
            return;
        }
        TargetLogit = targetLogit;
        if (!othersLeft)
        {
            // Only the target is left: p = 1, and the offsets are relative to its logit.
            OthersMaximum = targetLogit;
            MeanOffset = classes == 1 ? 0 : double.NegativeInfinity;
            LogOdds = double.PositiveInfinity;
            _logSum = double.NegativeInfinity;
            return;
        }
        OthersMaximum = maximum;
        TargetOffset = targetLogit - maximum;
        MeanOffset = (offsets + TargetOffset) / classes;
        Sum = sum;
        _logSum = Math.Log(sum);
        OthersEntropy = _logSum - weighted / sum;
        LogOdds = TargetOffset - _logSum;
        _exp = Math.Exp(-Math.Abs(LogOdds));
        _logP1 = Scalars.LogP1(_exp);
    }

    /// <summary>Whether the row has no softmax, so that every statistic but <see cref="Classes"/> is NaN.</summary>
    public bool IsNaN { get; }

    public double Classes { get; }

    /// <summary>S′, 0 where no other class is left.</summary>
    public double Sum { get; }

    /// <summary>log S′.</summary>
    public double LogSum => _logSum;

    public double LogOdds { get; }

    public double Prob => (LogOdds >= 0 ? 1 : _exp) / (1 + _exp);

    public double Complement => (LogOdds >= 0 ? _exp : 1) / (1 + _exp);

    public double LogProb => LogOdds >= 0 ? -_logP1 : LogOdds - _logP1;

    public double LogComplement => LogOdds >= 0 ? -LogOdds - _logP1 : -_logP1;

    public double TargetLogit { get; }

    public double OthersMaximum { get; }

    public double TargetOffset { get; }

    /// <summary>ℓ = z_t + softplus(−d) for d ≥ 0, else ℓ′ + softplus(d): each takes the larger part whole.</summary>
    public double LogSumExp => LogOdds >= 0 ? TargetLogit + _logP1 : OthersMaximum + (_logSum + _logP1);

    public double LogSumExpOffset => LogOdds >= 0 ? TargetOffset + _logP1 : _logSum + _logP1;

    public double MeanOffset { get; }

    public double MeanLogit => OthersMaximum + MeanOffset;

    /// <summary>z̄ − ℓ, from the offsets, so that a common offset of the logits cancels nothing.</summary>
    public double MeanLogProb => MeanOffset - LogSumExpOffset;

    public double OthersEntropy { get; }

    /// <summary>H = softplus(−|d|) + |d|·σ(−|d|) + (1 − p)·H′, where ∞·0 is 0.</summary>
    public double Entropy => _logP1 + Scalars.Times(Math.Abs(LogOdds), _exp / (1 + _exp)) + Complement * OthersEntropy;
}
