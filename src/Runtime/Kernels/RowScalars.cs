using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The numbers of a row that functions of its classes read; a loss uses as many as it needs, from the first one on.</summary>
/// <typeparam name="TValue">A number, or a vector that has it in all lanes.</typeparam>
/// <remarks>Fields, because a property's value cannot be passed on by reference.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowScalars<TValue>
    where TValue : struct
{
    /// <summary>How many there can be.</summary>
    internal const int Length = 16;

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

    /// <inheritdoc cref="S0"/>
    public TValue S8;

    /// <inheritdoc cref="S0"/>
    public TValue S9;

    /// <inheritdoc cref="S0"/>
    public TValue S10;

    /// <inheritdoc cref="S0"/>
    public TValue S11;

    /// <inheritdoc cref="S0"/>
    public TValue S12;

    /// <inheritdoc cref="S0"/>
    public TValue S13;

    /// <inheritdoc cref="S0"/>
    public TValue S14;

    /// <inheritdoc cref="S0"/>
    public TValue S15;
}
