using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>The four quantities that all of a row's statistics follow from, besides its class count.</summary>
internal enum Base
{
    LogOdds,
    OthersLogSumExp,
    MeanLogit,
    OthersEntropy,
}

/// <summary>
/// The statistics of a row as functions of d, ℓ′, z̄ and H′, so that any of these can be moved by itself. That they are those
/// which definitions give is tested.
/// </summary>
internal sealed class ExactStatistics
{
    /// <summary>Stands for log-odds of −∞ to see where a derivative tends: even small powers of p have vanished there.</summary>
    private const int FarBelow = -20_000;

    /// <summary>Stands for log-odds of +∞: 1 − p is 1e-217 there, and has digits still where it is written as a difference.</summary>
    private const int FarAbove = 500;

    private readonly BigFloat _logOdds;
    private readonly BigFloat _othersLogSumExp;
    private readonly BigFloat _meanLogit;
    private readonly BigFloat _othersEntropy;
    private readonly BigFloat _classes;
    private readonly BigFloat _targetLogit;
    private readonly Dictionary<RowStatistic, BigFloat> _known = [];

    public ExactStatistics(
        BigFloat logOdds, BigFloat othersLogSumExp, BigFloat meanLogit, BigFloat othersEntropy, int classes, BigFloat targetLogit)
    {
        _logOdds = logOdds;
        _othersLogSumExp = othersLogSumExp;
        _meanLogit = meanLogit;
        _othersEntropy = othersEntropy;
        _classes = classes;
        _targetLogit = targetLogit;
    }

    /// <summary>t.</summary>
    public int Target { get; init; }

    /// <summary>The base quantities that a statistic depends on.</summary>
    public static IReadOnlyList<Base> BasesOf(RowStatistic statistic) => statistic switch
    {
        RowStatistic.Classes or RowStatistic.Target => [],
        RowStatistic.OthersEntropy => [Base.OthersEntropy],
        RowStatistic.TargetLogit or RowStatistic.LogSumExp => [Base.LogOdds, Base.OthersLogSumExp],
        RowStatistic.MeanLogit => [Base.MeanLogit],
        RowStatistic.MeanLogProb => [Base.LogOdds, Base.OthersLogSumExp, Base.MeanLogit],
        RowStatistic.Entropy => [Base.LogOdds, Base.OthersEntropy],
        _ => [Base.LogOdds],
    };

    public BigFloat Of(RowStatistic statistic)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(statistic, out BigFloat value))
                _known[statistic] = value = Compute(statistic);
            return value;
        }
    }

    /// <summary>The same row with one base quantity moved; each statistic that does not depend on it stays.</summary>
    public ExactStatistics Move(Base quantity, BigFloat by)
    {
        BigFloat logOdds = quantity == Base.LogOdds ? _logOdds + by : _logOdds;
        BigFloat othersLogSumExp = quantity == Base.OthersLogSumExp ? _othersLogSumExp + by : _othersLogSumExp;
        BigFloat meanLogit = quantity == Base.MeanLogit ? _meanLogit + by : _meanLogit;
        BigFloat othersEntropy = quantity == Base.OthersEntropy ? _othersEntropy + by : _othersEntropy;
        return new(logOdds, othersLogSumExp, meanLogit, othersEntropy, (int)_classes.ToDouble(), logOdds + othersLogSumExp)
        {
            Target = Target,
        };
    }

    /// <summary>A row without infinite base quantities, at which the derivatives of this one can be read.</summary>
    public ExactStatistics Finite()
    {
        if (_logOdds.IsFinite && _meanLogit.IsFinite)
            return this;
        BigFloat logOdds = _logOdds.IsFinite ? _logOdds : _logOdds.Sign > 0 ? FarAbove : FarBelow;
        BigFloat othersLogSumExp = _othersLogSumExp.IsFinite ? _othersLogSumExp : _targetLogit - logOdds;
        BigFloat meanLogit = _meanLogit.IsFinite ? _meanLogit : othersLogSumExp + FarBelow;
        return new(logOdds, othersLogSumExp, meanLogit, _othersEntropy, (int)_classes.ToDouble(), logOdds + othersLogSumExp)
        {
            Target = Target,
        };
    }

    private BigFloat Compute(RowStatistic statistic) => statistic switch
    {
        RowStatistic.LogOdds => _logOdds,
        RowStatistic.LogProb => -BigFloat.Softplus(-_logOdds),
        RowStatistic.Prob => BigFloat.Sigmoid(_logOdds),
        RowStatistic.LogComplement => -BigFloat.Softplus(_logOdds),
        RowStatistic.Complement => BigFloat.Sigmoid(-_logOdds),
        RowStatistic.TargetLogit => _targetLogit,
        RowStatistic.LogSumExp when _logOdds.Sign >= 0 => _targetLogit + BigFloat.Softplus(-_logOdds),
        RowStatistic.LogSumExp => _othersLogSumExp + BigFloat.Softplus(_logOdds),
        RowStatistic.MeanLogit => _meanLogit,
        RowStatistic.MeanLogProb => _meanLogit - Of(RowStatistic.LogSumExp),
        RowStatistic.Entropy => Entropy(),
        RowStatistic.OthersEntropy => _othersEntropy,
        RowStatistic.Target => Target,
        RowStatistic.Classes => _classes,
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "not a property of Row"),
    };

    /// <summary>The entropy of (p, 1 − p), and that of the others in the share that they have.</summary>
    private BigFloat Entropy()
    {
        if (_logOdds.IsNaN)
            return BigFloat.NaN;
        BigFloat certainty = BigFloat.Abs(_logOdds);
        BigFloat rare = BigFloat.Sigmoid(-certainty);
        BigFloat binary = BigFloat.Softplus(-certainty) + (rare.IsZero ? BigFloat.Zero : certainty * rare);
        return binary + Of(RowStatistic.Complement) * _othersEntropy;
    }
}
