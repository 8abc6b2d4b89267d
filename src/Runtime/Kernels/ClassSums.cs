using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>
/// The sums of one sweep over the other classes of a row, over a part of them, or the terms of one class; a loss uses as many as it
/// needs, from the first one on.
/// </summary>
/// <typeparam name="TValue">A number, or a vector with partial sums in its lanes.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ClassSums<TValue>
    where TValue : struct
{
    /// <summary>How many there can be.</summary>
    internal const int Length = 8;

    /// <summary>They have no names of their own.</summary>
    public TValue S0;

    /// <inheritdoc cref="S0"/>
    public TValue S1;

    /// <inheritdoc cref="S0"/>
    public TValue S2;

    /// <inheritdoc cref="S0"/>
    public TValue S3;

    /// <inheritdoc cref="S0"/>
    public TValue S4;

    /// <inheritdoc cref="S0"/>
    public TValue S5;

    /// <inheritdoc cref="S0"/>
    public TValue S6;

    /// <inheritdoc cref="S0"/>
    public TValue S7;

    /// <summary>One of them.</summary>
    [UnscopedRef]
    internal ref TValue this[int index] => ref Unsafe.Add(ref S0, index);
}
