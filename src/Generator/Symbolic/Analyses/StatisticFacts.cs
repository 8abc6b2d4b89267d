namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>What the generator knows of a statistic.</summary>
/// <param name="Value">Its definition.</param>
/// <param name="Range">Its bounds.</param>
/// <param name="Sign">Its sign in exact arithmetic.</param>
/// <param name="ByTarget">Its derivative by z_t, with the other base quantities held.</param>
/// <param name="ByOthers">By ℓ′.</param>
/// <param name="ByMean">By z̄.</param>
/// <param name="ByEntropy">By H′.</param>
internal sealed record StatisticFacts(
    Func<BaseValues, double> Value, ValueRange Range, ExactSign Sign, Expr ByTarget, Expr ByOthers, Expr ByMean, Expr ByEntropy)
{
    /// <summary>Whether it is a property of <c>Row</c>; the others are the generator's own.</summary>
    public bool IsProperty { get; init; } = true;

    /// <summary>The derivative of one of a class by that class's logit alone: with z_t and ℓ′ held.</summary>
    public Expr ByClass { get; init; } = Constant.Zero;

    /// <summary>The derivative by the largest other logit.</summary>
    public Expr ByMaximum { get; init; } = Constant.Zero;

    /// <summary>Whether it is undefined for a single class.</summary>
    public bool NeedsTwoClasses { get; init; }

    /// <summary>Whether it takes the mean of the logits.</summary>
    public bool NeedsMean => !ByMean.Equals(Constant.Zero);

    /// <summary>Whether it takes the entropy of the other classes.</summary>
    public bool NeedsEntropy => !ByEntropy.Equals(Constant.Zero);
}
