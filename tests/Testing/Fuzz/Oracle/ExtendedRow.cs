using SparseLsr.Gen.Generator.Symbolic;

namespace SparseLsr.Gen.Testing.Fuzz.Oracle;

/// <summary>The statistics of a row of at least two classes, and their derivatives by d, ℓ′, z̄ and H′, with or without noise.</summary>
internal sealed class ExtendedRow
{
    private readonly Extended[] _logits;
    private readonly int _target;
    private readonly Noise _noise;
    private readonly Extended[] _shares;
    private readonly Extended _maximum, _logSum, _targetOffset, _meanOffset, _logOdds, _othersEntropy, _prob, _complement, _softplus;

    public ExtendedRow(Extended[] logits, int target, Noise noise)
    {
        (_logits, _target, _noise) = (logits, target, noise);
        _maximum = logits.Where((_, j) => j != target).Aggregate((largest, logit) => largest < logit ? logit : largest);
        _shares = new Extended[logits.Length];
        Extended sum = Extended.Zero, offsets = Extended.Zero, weighted = Extended.Zero;
        for (int j = 0; j < logits.Length; j++)
        {
            if (j == target)
                continue;
            Extended offset = logits[j] - _maximum;
            // exp(0) is 1 in any arithmetic, and so is a sum of nothing else: where one class is left, H′ is 0, and not 1e-12.
            _shares[j] = offset.IsZero ? Extended.One : noise.On(Extended.Exp(offset));
            sum += _shares[j];
            offsets += offset;
            weighted += _shares[j].IsZero ? Extended.Zero : _shares[j] * offset;
        }
        if (_shares.Any(share => !share.IsZero && share != Extended.One))
            sum = noise.On(sum);
        for (int j = 0; j < logits.Length; j++)
            _shares[j] = _shares[j] / sum;
        _logSum = noise.On(Extended.Log(sum));
        _targetOffset = noise.On(logits[target] - _maximum);
        _meanOffset = (noise.On(offsets) + _targetOffset) / logits.Length;
        _othersEntropy = _logSum - noise.On(weighted / sum);
        _logOdds = _targetOffset - _logSum;
        Extended e = Extended.Exp(-Extended.Abs(_logOdds));
        (Extended likely, Extended rare) = (Extended.One / (Extended.One + e), e / (Extended.One + e));
        (_prob, _complement) = _logOdds.High >= 0 ? (likely, rare) : (rare, likely);
        _softplus = noise.On(Extended.LogP1(e));
    }

    /// <summary>A property of <c>Row</c> with its derivatives.</summary>
    public (Extended Value, Extended[] Derivatives) Of(RowStatistic statistic)
    {
        Extended zero = Extended.Zero, one = Extended.One;
        Extended slope = _prob * _complement;
        bool isLikely = _logOdds.High >= 0;
        (Extended value, Extended[] derivatives) = statistic switch
        {
            RowStatistic.LogOdds => (_logOdds, [one, zero, zero, zero]),
            RowStatistic.Prob => (_prob, [slope, zero, zero, zero]),
            RowStatistic.Complement => (_complement, [-slope, zero, zero, zero]),
            RowStatistic.LogProb => (isLikely ? -_softplus : _logOdds - _softplus, [_complement, zero, zero, zero]),
            RowStatistic.LogComplement => (isLikely ? -_logOdds - _softplus : -_softplus, [-_prob, zero, zero, zero]),
            RowStatistic.TargetLogit => (_maximum + _targetOffset, [one, one, zero, zero]),
            RowStatistic.LogSumExp => (_maximum + LogSumExpOffset, [_prob, one, zero, zero]),
            RowStatistic.MeanLogit => (_maximum + _meanOffset, [zero, zero, one, zero]),
            RowStatistic.MeanLogProb => (_meanOffset - LogSumExpOffset, [-_prob, -one, one, zero]),
            RowStatistic.Entropy => (Entropy, [-(slope * (_logOdds + _othersEntropy)), zero, zero, _complement]),
            RowStatistic.OthersEntropy => (_othersEntropy, [zero, zero, zero, one]),
            RowStatistic.Classes => ((Extended)_logits.Length, new Extended[4]),
            RowStatistic.Target => ((Extended)_target, new Extended[4]),
            _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "not a property of Row"),
        };
        if (statistic is RowStatistic.Classes or RowStatistic.Target)
            return (value, derivatives);
        return (_noise.On(value), [.. derivatives.Select(_noise.On)]);
    }

    /// <summary>
    /// A property of one of the other classes; its derivatives have the logits of all classes after the base quantities. A masked class
    /// has constants.
    /// </summary>
    public Dual Of(RowStatistic statistic, int j)
    {
        Extended logit = _logits[j], one = Extended.One;
        if (statistic == RowStatistic.ClassIndex)
            return new Dual(j, null);
        if (double.IsNegativeInfinity(logit.High))
            return new Dual(statistic == RowStatistic.ClassProb ? Extended.Zero : logit, null);
        Extended logProb = _noise.On(logit - _maximum) - LogSumExpOffset, prob = Extended.Exp(logProb);
        (Extended value, Extended slope) = statistic switch
        {
            RowStatistic.ClassLogit => (logit, one),
            RowStatistic.ClassLogProb => (logProb, one),
            RowStatistic.ClassProb => (prob, prob),
            _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "not a property of RowClass"),
        };
        var derivatives = new Extended[4 + _logits.Length];
        derivatives[4 + j] = slope;
        if (statistic != RowStatistic.ClassLogit)
            (derivatives[0], derivatives[1]) = (-(slope * _prob), -slope);
        return new Dual(_noise.On(value), [.. derivatives.Select(_noise.On)]);
    }

    /// <summary>The gradient by the logits, given the derivatives D, Λ, Z and E, and those by the logits, if there are any.</summary>
    public Extended[] Gradient(Extended[] derivatives)
    {
        (Extended d, Extended lambda, Extended z, Extended e) = (derivatives[0], derivatives[1], derivatives[2], derivatives[3]);
        Extended mean = _noise.On(z / _logits.Length), others = _noise.On(lambda - d);
        var gradient = new Extended[_logits.Length];
        for (int j = 0; j < gradient.Length; j++)
        {
            if (j == _target)
                gradient[j] = d + mean;
            else if (!double.IsNegativeInfinity(_logits[j].High))
            {
                Extended ofEntropy = e.IsZero ? e : e * _noise.On(_logits[j] - _maximum - _logSum + _othersEntropy);
                gradient[j] = _noise.On(_shares[j]) * (others - ofEntropy) + mean;
            }
            if (derivatives.Length > 4)
                gradient[j] += _noise.On(derivatives[4 + j]);
        }
        return gradient;
    }

    private Extended LogSumExpOffset => _logOdds.High >= 0 ? _targetOffset + _softplus : _logSum + _softplus;

    private Extended Entropy
    {
        get
        {
            Extended rare = _logOdds.High >= 0 ? _complement : _prob;
            return _softplus + Extended.Abs(_logOdds) * rare + _complement * _othersEntropy;
        }
    }
}
