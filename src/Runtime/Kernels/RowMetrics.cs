using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What is computed of a row beside the loss; a loss uses as many as it has metrics, from the first one on.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowMetrics<T>
    where T : unmanaged
{
    /// <summary>How many there can be.</summary>
    internal const int Length = 8;

    /// <summary>They have no names of their own.</summary>
    public T M0;

    /// <inheritdoc cref="M0"/>
    public T M1;

    /// <inheritdoc cref="M0"/>
    public T M2;

    /// <inheritdoc cref="M0"/>
    public T M3;

    /// <inheritdoc cref="M0"/>
    public T M4;

    /// <inheritdoc cref="M0"/>
    public T M5;

    /// <inheritdoc cref="M0"/>
    public T M6;

    /// <inheritdoc cref="M0"/>
    public T M7;

    /// <summary>The same number for each of them.</summary>
    internal static RowMetrics<T> All(T value) => new()
    {
        M0 = value,
        M1 = value,
        M2 = value,
        M3 = value,
        M4 = value,
        M5 = value,
        M6 = value,
        M7 = value,
    };

    /// <summary>One of them.</summary>
    internal readonly T Get(int index) => index switch { 0 => M0, 1 => M1, 2 => M2, 3 => M3, 4 => M4, 5 => M5, 6 => M6, _ => M7 };
}
