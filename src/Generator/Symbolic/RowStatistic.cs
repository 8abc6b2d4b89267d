namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>The properties of <c>Row</c>, by name, and the base quantities that only the generator speaks of.</summary>
internal enum RowStatistic
{
    // The properties of Row.
    LogOdds, LogProb, Prob, LogComplement, Complement, TargetLogit, LogSumExp, MeanLogit, MeanLogProb, Entropy, OthersEntropy, Target,
    Classes,

    /// <summary>m′, the largest logit of the other classes.</summary>
    OthersMaximum,

    /// <summary>z_t − m′.</summary>
    TargetOffset,

    /// <summary>ℓ − m′.</summary>
    LogSumExpOffset,

    /// <summary>μ = z̄ − m′.</summary>
    MeanOffset,
}
