using static SparseLsr.Gen.Generator.Symbolic.RowStatistic;

namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>All that the generator knows of each statistic, one line each. What it needs of a row follows from its derivatives.</summary>
internal static class StatisticTable
{
    private static readonly Expr Zero = Constant.Zero;
    private static readonly Expr One = Constant.One;
    private static readonly Expr P = Prob;
    private static readonly Expr U = Complement;

    private static readonly ValueRange Probability = new(0, 1, false);
    private static readonly ValueRange NonPositive = new(double.NegativeInfinity, 0, true);
    private static readonly ValueRange NonNegative = new(0, double.PositiveInfinity, false);

    /// <summary>−∂H/∂d = p(1 − p)(d + H′).</summary>
    private static readonly Expr EntropySlope = P * U * ((Expr)LogOdds + OthersEntropy);

    private static readonly Dictionary<RowStatistic, StatisticFacts> Table = new()
    {
        // Value; bounds; sign in exact arithmetic; derivatives by z_t, ℓ′, z̄, H′. The offsets have those of the logits they belong
        // to, because they occur only where m′ cancels.
        [LogOdds] = new(row => row.LogOdds, ValueRange.Anything, ExactSign.Unknown, One, -One, Zero, Zero) { NeedsTwoClasses = true },
        [LogProb] = new(row => -Functions.Softplus(-row.LogOdds), NonPositive, ExactSign.Negative, U, -U, Zero, Zero),
        [Prob] = new(row => Functions.Sigmoid(row.LogOdds), Probability, ExactSign.Positive, P * U, -(P * U), Zero, Zero),
        [LogComplement] = new(row => -Functions.Softplus(row.LogOdds), NonPositive, ExactSign.Negative, -P, P, Zero, Zero)
        {
            NeedsTwoClasses = true,
        },
        [Complement] = new(row => Functions.Sigmoid(-row.LogOdds), Probability, ExactSign.Positive, -(P * U), P * U, Zero, Zero),
        [TargetLogit] = new(row => row.Target, ValueRange.Anything, ExactSign.Unknown, One, Zero, Zero, Zero),
        [LogSumExp] = new(row => row.LogSumExp, ValueRange.Finite, ExactSign.Unknown, P, U, Zero, Zero),
        [MeanLogit] = new(row => row.Mean, ValueRange.Anything, ExactSign.Unknown, Zero, Zero, One, Zero),
        [MeanLogProb] = new(row => row.Mean - row.LogSumExp, NonPositive, ExactSign.Negative, -P, -U, One, Zero),
        [Entropy] = new(
            row => row.TargetEntropy + Functions.Sigmoid(-row.LogOdds) * row.Entropy, NonNegative, ExactSign.Positive,
            -EntropySlope, EntropySlope, Zero, U),
        [Classes] = new(row => row.Classes, new ValueRange(1, double.PositiveInfinity, false), ExactSign.Positive, Zero, Zero, Zero, Zero),
        [OthersEntropy] = new(row => row.Entropy, NonNegative, ExactSign.Unknown, Zero, Zero, Zero, One),
        [RowStatistic.Target] = new(row => row.TargetClass, NonNegative, ExactSign.Unknown, Zero, Zero, Zero, Zero),
        [MaxOtherLogit] = new(row => row.Maximum, ValueRange.Anything, ExactSign.Unknown, Zero, Zero, Zero, Zero) { ByMaximum = One },
        [MaxOtherOffset] = new(_ => 0, new ValueRange(0, 0, false), ExactSign.Unknown, Zero, Zero, Zero, Zero)
        {
            IsProperty = false,
            ByMaximum = One,
        },
        [OthersMaximum] = new(row => row.Maximum, ValueRange.Anything, ExactSign.Unknown, Zero, Zero, Zero, Zero) { IsProperty = false },
        [TargetOffset] = new(row => row.Target - row.Maximum, ValueRange.Anything, ExactSign.Unknown, One, Zero, Zero, Zero)
        {
            IsProperty = false,
        },
        [LogSumExpOffset] = new(row => row.LogSumExp - row.Maximum, ValueRange.Anything, ExactSign.Unknown, P, U, Zero, Zero)
        {
            IsProperty = false,
        },
        [MeanOffset] = new(row => row.Mean - row.Maximum, ValueRange.Anything, ExactSign.Unknown, Zero, Zero, One, Zero)
        {
            IsProperty = false,
        },
        [LogSum] = new(row => row.Others - row.Maximum, ValueRange.Anything, ExactSign.Unknown, Zero, One, Zero, Zero)
        {
            IsProperty = false,
        },
        // Of a class that is not masked: for one that is, the sums have a rule of their own.
        [ClassLogit] = OfClass(row => row.ClassLogit, ValueRange.Finite, ExactSign.Unknown, One, Zero, Zero),
        [ClassLogProb] = OfClass(row => row.ClassLogit - row.LogSumExp, NonPositive with { CanBeInfinite = false }, ExactSign.Negative, One, -P, -U),
        [ClassProb] = OfClass(
            row => Math.Exp(row.ClassLogit - row.LogSumExp), Probability, ExactSign.Positive, ClassProb, -((Expr)ClassProb * P), -((Expr)ClassProb * U)),
        [ClassIndex] = OfClass(
            row => row.ClassIndex, new ValueRange(0, double.PositiveInfinity, false), ExactSign.Unknown, Zero, Zero, Zero),
    };

    /// <param name="value">The definition.</param>
    /// <param name="range">The bounds.</param>
    /// <param name="sign">The sign in exact arithmetic.</param>
    /// <param name="byClass">The derivative by the class's own logit.</param>
    /// <param name="byTarget">By z_t.</param>
    /// <param name="byOthers">By ℓ′.</param>
    private static StatisticFacts OfClass(
        Func<BaseValues, double> value, ValueRange range, ExactSign sign, Expr byClass, Expr byTarget, Expr byOthers) =>
        new(value, range, sign, byTarget, byOthers, Zero, Zero) { IsProperty = false, ByClass = byClass };

    public static StatisticFacts Of(RowStatistic statistic) => Table[statistic];
}
