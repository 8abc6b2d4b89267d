using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>Which sums of a row are needed in addition to Σ exp z_j.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowNeeds
{
    /// <summary>Whether the mean of the logits is.</summary>
    static abstract bool UsesMean { get; }

    /// <summary>Whether the sum for the entropy of the other classes is.</summary>
    static abstract bool UsesEntropy { get; }
}
