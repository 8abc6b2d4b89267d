using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What a loss is given of a row beside its logits; a loss uses as much as it needs of each kind, from the first one on.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowInputs<T>
    where T : unmanaged
{
    /// <summary>How many there can be of each kind.</summary>
    internal const int Most = 4;

    /// <summary>The elements of the class vectors at the target.</summary>
    public T V0;

    /// <inheritdoc cref="V0"/>
    public T V1;

    /// <inheritdoc cref="V0"/>
    public T V2;

    /// <inheritdoc cref="V0"/>
    public T V3;

    /// <summary>The numbers that come with the row.</summary>
    public T R0;

    /// <inheritdoc cref="R0"/>
    public T R1;

    /// <inheritdoc cref="R0"/>
    public T R2;

    /// <inheritdoc cref="R0"/>
    public T R3;

    /// <summary>The elements at the target of the class inputs, which come with the row.</summary>
    public T C0;

    /// <inheritdoc cref="C0"/>
    public T C1;

    /// <inheritdoc cref="C0"/>
    public T C2;

    /// <inheritdoc cref="C0"/>
    public T C3;

    /// <summary>The target's logit before the transform; of a loss with a transform and numbers that come with the row alone.</summary>
    public T TargetLogit;

    /// <summary>Sets the element of a class vector.</summary>
    internal void SetVector(int index, T value)
    {
        switch (index)
        {
            case 0: V0 = value; break;
            case 1: V1 = value; break;
            case 2: V2 = value; break;
            default: V3 = value; break;
        }
    }

    /// <summary>Sets a number of the row.</summary>
    internal void SetNumber(int index, T value)
    {
        switch (index)
        {
            case 0: R0 = value; break;
            case 1: R1 = value; break;
            case 2: R2 = value; break;
            default: R3 = value; break;
        }
    }

    /// <summary>Sets the element of a class input.</summary>
    internal void SetClassInput(int index, T value)
    {
        switch (index)
        {
            case 0: C0 = value; break;
            case 1: C1 = value; break;
            case 2: C2 = value; break;
            default: C3 = value; break;
        }
    }

    /// <summary>The element of a class vector.</summary>
    internal readonly T Vector(int index) => index switch { 0 => V0, 1 => V1, 2 => V2, _ => V3 };

    /// <summary>The element of a class input.</summary>
    internal readonly T ClassInput(int index) => index switch { 0 => C0, 1 => C1, 2 => C2, _ => C3 };
}
