namespace SparseLsr.Gen;

/// <summary>One class of a row, as the function of a sum over classes sees it: see <see cref="Row.Sum"/>.</summary>
public readonly struct RowClass
{
    internal RowClass(double logit, double logProb, double prob, int index, bool isTarget)
    {
        Logit = logit;
        LogProb = logProb;
        Prob = prob;
        Index = index;
        IsTarget = isTarget;
    }

    /// <summary>z_j, the logit of the class; −∞ for a masked one.</summary>
    public double Logit { get; }

    /// <summary>log p_j; −∞ for a masked class.</summary>
    public double LogProb { get; }

    /// <summary>p_j; 0 for a masked class.</summary>
    public double Prob { get; }

    /// <summary>j, the number of the class as a <see cref="double"/>: a constant to every derivative.</summary>
    public double Index { get; }

    /// <summary>Whether the class is the target.</summary>
    public bool IsTarget { get; }
}
