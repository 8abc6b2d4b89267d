using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What a function of a class sees of it, or of as many successive classes as a vector has lanes. Read once each.</summary>
/// <typeparam name="TValue">A number of one class, or a vector with those of several.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IClassValues<TValue>
    where TValue : struct
{
    /// <summary>z_j; −∞ for a masked class.</summary>
    TValue Logit { get; }

    /// <summary>The logit before the transform; of a loss with a transform alone.</summary>
    TValue UntransformedLogit { get; }

    /// <summary>log p_j = (z_j − m′) − (ℓ − m′); −∞ for a masked class.</summary>
    TValue LogProb { get; }

    /// <summary>p_j; 0 for a masked class.</summary>
    TValue Prob { get; }

    /// <summary>j.</summary>
    TValue Index { get; }

    /// <summary>The element of a class vector.</summary>
    /// <param name="index">Which one of the loss's class vectors, a constant.</param>
    TValue Vector(int index);

    /// <summary>The element of a class input.</summary>
    /// <param name="index">Which one of the loss's class inputs, a constant.</param>
    TValue Input(int index);
}
