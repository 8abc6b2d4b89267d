namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The statistics of a row in float32: <see cref="Cpu.RowStatistics"/> is the same in float64.</summary>
internal struct DeviceStatistics : IRowStatistics<float>
{
    private float _exp;
    private float _logP1;

    public bool IsNaN { get; private set; }

    public float Classes { get; set; }

    public float Sum { get; private set; }

    public float LogSum { get; private set; }

    public float LogOdds { get; private set; }

    public readonly float Prob => (LogOdds >= 0f ? 1f : _exp) / (1f + _exp);

    public readonly float Complement => (LogOdds >= 0f ? _exp : 1f) / (1f + _exp);

    public readonly float LogProb => -((LogOdds >= 0f ? 0f : -LogOdds) + _logP1);

    public readonly float LogComplement => -((LogOdds >= 0f ? LogOdds : 0f) + _logP1);

    public float TargetLogit { get; private set; }

    public float OthersMaximum { get; private set; }

    public float TargetOffset { get; private set; }

    public readonly float LogSumExp => (LogOdds >= 0f ? TargetLogit : OthersMaximum) + ((LogOdds >= 0f ? 0f : LogSum) + _logP1);

    public readonly float LogSumExpOffset => (LogOdds >= 0f ? TargetOffset : LogSum) + _logP1;

    public float MeanOffset { get; private set; }

    public readonly float MeanLogit => OthersMaximum + MeanOffset;

    public readonly float MeanLogProb => MeanOffset - LogSumExpOffset;

    public float OthersEntropy { get; private set; }

    public readonly float Entropy =>
        _logP1 + DeviceMath.Times(DeviceMath.Abs(LogOdds), _exp / (1f + _exp)) + Complement * OthersEntropy;

    public void Collect(float targetLogit, float maximum, float sum, float meanOffset, float weighted)
    {
        bool othersLeft = maximum != float.NegativeInfinity;
        IsNaN = float.IsNaN(sum) || float.IsNaN(targetLogit) || maximum == float.PositiveInfinity
            || targetLogit == float.PositiveInfinity || (!othersLeft && targetLogit == float.NegativeInfinity);
        if (IsNaN)
            CollectNaN();
        else if (othersLeft)
            CollectOthers(targetLogit, maximum, sum, meanOffset, weighted);
        else
            CollectTargetAlone(targetLogit);
    }

    private void CollectOthers(float targetLogit, float maximum, float sum, float meanOffset, float weighted)
    {
        TargetLogit = targetLogit;
        OthersMaximum = maximum;
        TargetOffset = targetLogit - maximum;
        MeanOffset = meanOffset;
        Sum = sum;
        LogSum = DeviceMath.Log(sum);
        OthersEntropy = LogSum - weighted / sum;
        LogOdds = TargetOffset - LogSum;
        _exp = DeviceMath.Exp(-DeviceMath.Abs(LogOdds));
        _logP1 = DeviceMath.LogP1(_exp);
    }

    private void CollectTargetAlone(float targetLogit)
    {
        TargetLogit = OthersMaximum = targetLogit;
        MeanOffset = Classes == 1f ? 0f : float.NegativeInfinity;
        LogOdds = float.PositiveInfinity;
        LogSum = float.NegativeInfinity;
        TargetOffset = OthersEntropy = Sum = _exp = _logP1 = 0f;
    }

    private void CollectNaN()
    {
        TargetLogit = OthersMaximum = TargetOffset = MeanOffset = LogOdds = OthersEntropy = float.NaN;
        Sum = LogSum = _exp = _logP1 = float.NaN;
    }
}
