namespace SparseLsr.Gen.Generator.Symbolic.Analyses;

/// <summary>The base quantities of a row, from which all of its statistics follow.</summary>
/// <param name="Target">z_t.</param>
/// <param name="Others">ℓ′, the log-sum-exp of the other classes.</param>
/// <param name="Mean">z̄.</param>
/// <param name="Entropy">H′, the entropy of the softmax of the other classes.</param>
/// <param name="Maximum">m′, the largest logit of the other classes.</param>
/// <param name="Classes">C.</param>
internal readonly record struct BaseValues(double Target, double Others, double Mean, double Entropy, double Maximum, double Classes)
{
    /// <summary>t, the number of the target class, on which no other value depends; 0 unless set.</summary>
    public double TargetClass { get; init; }

    /// <summary>z_j of the class at hand, where there is one.</summary>
    public double ClassLogit { get; init; }

    /// <summary>j.</summary>
    public double ClassIndex { get; init; }

    /// <summary>d = z_t − ℓ′.</summary>
    public double LogOdds => Target - Others;

    /// <summary>ℓ: each form keeps the larger part whole.</summary>
    public double LogSumExp => LogOdds >= 0 ? Target + Functions.Softplus(-LogOdds) : Others + Functions.Softplus(LogOdds);

    /// <summary>The entropy of "target or not".</summary>
    public double TargetEntropy => Functions.Softplus(-Math.Abs(LogOdds)) + Math.Abs(LogOdds) * Functions.Sigmoid(-Math.Abs(LogOdds));
}
