using System.ComponentModel;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What a loss is given of a row beside its logits; a loss uses as much as it needs, from the first one on.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowInputs<T>
    where T : unmanaged
{
    /// <summary>How many class vectors there can be.</summary>
    internal const int MostVectors = 4;

    /// <summary>The elements of the class vectors at the target.</summary>
    public T V0;

    /// <inheritdoc cref="V0"/>
    public T V1;

    /// <inheritdoc cref="V0"/>
    public T V2;

    /// <inheritdoc cref="V0"/>
    public T V3;

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
}
