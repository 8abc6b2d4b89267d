namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>The properties of <c>Row</c>, by name, and the base quantities that only the generator speaks of.</summary>
internal enum RowStatistic
{
    // The properties of Row.
    LogOdds, LogProb, Prob, LogComplement, Complement, TargetLogit, LogSumExp, MeanLogit, MeanLogProb, Entropy, OthersEntropy, Target,
    Classes,

    /// <summary>The largest logit of the other classes, of which the loss has a derivative.</summary>
    MaxOtherLogit,

    /// <summary>m′, the same as a constant: it cancels wherever it occurs.</summary>
    OthersMaximum,

    /// <summary>z_t − m′.</summary>
    TargetOffset,

    /// <summary>The largest other logit minus m′: 0, with a derivative.</summary>
    MaxOtherOffset,

    /// <summary>ℓ − m′.</summary>
    LogSumExpOffset,

    /// <summary>μ = z̄ − m′.</summary>
    MeanOffset,

    /// <summary>log S′ = ℓ′ − m′.</summary>
    LogSum,

    // The properties of RowClass, which have a value for each of the other classes.
    ClassLogit, ClassLogProb, ClassProb, ClassIndex,
}
