using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Exact;

/// <summary>
/// The properties of <c>Row</c> from their definitions, class by class, at full precision: what the fast exact row is checked
/// against.
/// </summary>
internal sealed class DefinedStatistics
{
    private readonly BigFloat[] _logits;
    private readonly int _target;
    private readonly BigFloat _logSumExp;
    private readonly BigFloat[] _probabilities;

    public DefinedStatistics(BigFloat[] logits, int target)
    {
        _logits = logits;
        _target = target;
        _logSumExp = BigFloat.Log(Sum(logits.Select(logit => BigFloat.Exp(logit))));
        _probabilities = [.. logits.Select(logit => BigFloat.Exp(logit - _logSumExp))];
    }

    public BigFloat Of(RowStatistic statistic) => statistic switch
    {
        RowStatistic.LogOdds => _logits[_target] - BigFloat.Log(Sum(Others(j => BigFloat.Exp(_logits[j])))),
        RowStatistic.LogProb => _logits[_target] - _logSumExp,
        RowStatistic.Prob => _probabilities[_target],
        RowStatistic.LogComplement => BigFloat.Log(Of(RowStatistic.Complement)),
        RowStatistic.Complement => Sum(Others(j => _probabilities[j])),
        RowStatistic.TargetLogit => _logits[_target],
        RowStatistic.LogSumExp => _logSumExp,
        RowStatistic.MeanLogit => Sum(_logits) / _logits.Length,
        RowStatistic.MeanLogProb => Of(RowStatistic.MeanLogit) - _logSumExp,
        RowStatistic.Entropy => -Sum(_probabilities.Where(p => !p.IsZero).Select(p => p * BigFloat.Log(p))),
        RowStatistic.OthersEntropy => OthersEntropy(),
        RowStatistic.Target => _target,
        RowStatistic.Classes => _logits.Length,
        _ => throw new ArgumentOutOfRangeException(nameof(statistic)),
    };

    private BigFloat OthersEntropy()
    {
        BigFloat complement = Of(RowStatistic.Complement);
        return -Sum(Others(j => _probabilities[j] / complement).Where(q => !q.IsZero).Select(q => q * BigFloat.Log(q)));
    }

    private IEnumerable<BigFloat> Others(Func<int, BigFloat> term) =>
        Enumerable.Range(0, _logits.Length).Where(j => j != _target).Select(term);

    private static BigFloat Sum(IEnumerable<BigFloat> terms) => terms.Aggregate(BigFloat.Zero, (sum, term) => sum + term);
}
