namespace SparseLsr.Gen;

/// <summary>What a row is known by, from the sums of one sweep over every class but the target; each as on <see cref="IRowSweep{TNumber}"/>.</summary>
internal interface IRowStatistics<TNumber>
{
    /// <summary>Whether the row has no softmax, so that every statistic but <see cref="Classes"/> is NaN.</summary>
    bool IsNaN { get; }

    /// <summary>C, set before anything else.</summary>
    TNumber Classes { get; set; }

    /// <summary>S′, 0 where no other class is left.</summary>
    TNumber Sum { get; }

    /// <summary>log S′.</summary>
    TNumber LogSum { get; }

    TNumber LogOdds { get; }

    TNumber LogProb { get; }

    TNumber Prob { get; }

    TNumber LogComplement { get; }

    TNumber Complement { get; }

    TNumber TargetLogit { get; }

    TNumber LogSumExp { get; }

    TNumber MeanLogit { get; }

    TNumber MeanLogProb { get; }

    TNumber Entropy { get; }

    TNumber OthersEntropy { get; }

    TNumber OthersMaximum { get; }

    TNumber TargetOffset { get; }

    TNumber LogSumExpOffset { get; }

    TNumber MeanOffset { get; }

    /// <summary>Takes the sums over the other classes, j ≠ t.</summary>
    /// <param name="targetLogit">z_t.</param>
    /// <param name="maximum">m′ = max z_j; −∞ where no other class is left.</param>
    /// <param name="sum">S′ = Σ exp(z_j − m′).</param>
    /// <param name="meanOffset">μ = mean(z_j − m′) over all classes.</param>
    /// <param name="weighted">Σ exp(z_j − m′)·(z_j − m′), for the entropy.</param>
    void Collect(TNumber targetLogit, TNumber maximum, TNumber sum, TNumber meanOffset, TNumber weighted);
}
