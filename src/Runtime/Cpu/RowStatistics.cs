namespace SparseLsr.Gen.Cpu;

/// <summary>
/// What a row is known by, from the few sums of one sweep over every class but the target. The one definition of every
/// statistic: <see cref="Row"/> and the sweeps are facades on it.
/// </summary>
internal struct RowStatistics : IRowStatistics<double>
{
    private double _exp;
    private double _logP1;

    /// <summary>Whether the row has no softmax, so that every statistic but <see cref="Classes"/> is NaN.</summary>
    public bool IsNaN { get; private set; }

    public double Classes { get; set; }

    /// <summary>S′, 0 where no other class is left.</summary>
    public double Sum { get; private set; }

    /// <summary>log S′.</summary>
    public double LogSum { get; private set; }

    public double LogOdds { get; private set; }

    public readonly double Prob => BySign(1, _exp) / (1 + _exp);

    public readonly double Complement => BySign(_exp, 1) / (1 + _exp);

    public readonly double LogProb => -(BySign(0, -LogOdds) + _logP1);

    public readonly double LogComplement => -(BySign(LogOdds, 0) + _logP1);

    public double TargetLogit { get; private set; }

    public double OthersMaximum { get; private set; }

    public double TargetOffset { get; private set; }

    /// <summary>ℓ = z_t + softplus(−d) for d ≥ 0, else ℓ′ + softplus(d): each takes the larger part whole.</summary>
    public readonly double LogSumExp => BySign(TargetLogit, OthersMaximum) + (BySign(0, LogSum) + _logP1);

    public readonly double LogSumExpOffset => BySign(TargetOffset, LogSum) + _logP1;

    public double MeanOffset { get; private set; }

    public readonly double MeanLogit => OthersMaximum + MeanOffset;

    /// <summary>z̄ − ℓ, from the offsets, so that a common offset of the logits cancels nothing.</summary>
    public readonly double MeanLogProb => MeanOffset - LogSumExpOffset;

    public double OthersEntropy { get; private set; }

    /// <summary>H = softplus(−|d|) + |d|·σ(−|d|) + (1 − p)·H′, where ∞·0 is 0.</summary>
    public readonly double Entropy => _logP1 + Scalars.Times(Math.Abs(LogOdds), _exp / (1 + _exp)) + Complement * OthersEntropy;

    /// <summary>Takes the sums over the other classes, j ≠ t, of a row of <see cref="Classes"/>.</summary>
    /// <param name="targetLogit">z_t.</param>
    /// <param name="maximum">m′ = max z_j; −∞ where no other class is left.</param>
    /// <param name="sum">S′ = Σ exp(z_j − m′).</param>
    /// <param name="meanOffset">μ = mean(z_j − m′) over all classes.</param>
    /// <param name="weighted">Σ exp(z_j − m′)·(z_j − m′), for the entropy.</param>
    /// <remarks>In place: a copy of a struct that has just been filled waits until all of it has reached the cache.</remarks>
    public void Collect(double targetLogit, double maximum, double sum, double meanOffset, double weighted)
    {
        bool othersLeft = !double.IsNegativeInfinity(maximum);
        IsNaN = double.IsNaN(sum) || double.IsNaN(targetLogit) || double.IsPositiveInfinity(maximum)
            || double.IsPositiveInfinity(targetLogit) || (!othersLeft && double.IsNegativeInfinity(targetLogit));
        if (IsNaN)
            CollectNaN();
        else if (othersLeft)
            CollectOthers(targetLogit, maximum, sum, meanOffset, weighted);
        else
            CollectTargetAlone(targetLogit);
    }

    /// <summary>One or the other by the sign of the log-odds, without a branch: half of them would be mispredicted.</summary>
    private readonly double BySign(double positive, double negative)
    {
        long mask = BitConverter.DoubleToInt64Bits(LogOdds) >> 63;
        long bits = (BitConverter.DoubleToInt64Bits(negative) & mask) | (BitConverter.DoubleToInt64Bits(positive) & ~mask);
        return BitConverter.Int64BitsToDouble(bits);
    }

    private void CollectOthers(double targetLogit, double maximum, double sum, double meanOffset, double weighted)
    {
        TargetLogit = targetLogit;
        OthersMaximum = maximum;
        TargetOffset = targetLogit - maximum;
        MeanOffset = meanOffset;
        Sum = sum;
        LogSum = Math.Log(sum);
        OthersEntropy = LogSum - weighted / sum;
        LogOdds = TargetOffset - LogSum;
        _exp = Math.Exp(-Math.Abs(LogOdds));
        _logP1 = Scalars.LogP1OfUnit(_exp);
    }

    /// <summary>Only the target is left: p = 1, and the offsets are relative to its logit.</summary>
    private void CollectTargetAlone(double targetLogit)
    {
        TargetLogit = OthersMaximum = targetLogit;
        MeanOffset = Classes == 1 ? 0 : double.NegativeInfinity;
        LogOdds = double.PositiveInfinity;
        LogSum = double.NegativeInfinity;
        TargetOffset = OthersEntropy = Sum = _exp = _logP1 = 0;
    }

    private void CollectNaN()
    {
        TargetLogit = OthersMaximum = TargetOffset = MeanOffset = LogOdds = OthersEntropy = double.NaN;
        Sum = LogSum = _exp = _logP1 = double.NaN;
    }
}
