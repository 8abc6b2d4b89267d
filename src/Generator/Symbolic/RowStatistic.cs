namespace SparseLsr.Gen.Generator.Symbolic;

/// <summary>The properties of <c>Row</c>, by name, and the base quantities that only the generator speaks of.</summary>
internal enum RowStatistic
{
    // The properties of Row.
    LogOdds, LogProb, Prob, LogComplement, Complement, TargetLogit, LogSumExp, MeanLogit, MeanLogProb, Entropy, Classes,

    /// <summary>t, the number of the target class.</summary>
    Target,

    /// <summary>H′, the entropy of the softmax of the other classes.</summary>
    OthersEntropy,

    /// <summary>m′, the largest logit of the other classes.</summary>
    OthersMaximum,

    /// <summary>z_t − m′.</summary>
    TargetOffset,

    /// <summary>ℓ − m′.</summary>
    LogSumExpOffset,

    /// <summary>μ = z̄ − m′.</summary>
    MeanOffset,

    // The properties of RowClass, which have a value for each of the other classes.
    ClassLogit, ClassLogProb, ClassProb, ClassIndex,
}
