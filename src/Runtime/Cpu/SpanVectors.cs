using System.ComponentModel;
using System.Numerics;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>The class vectors of a loss in spans, with the names that messages call them by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SpanVectors
{
    /// <summary>One number for each class.</summary>
    public ReadOnlySpan<double> Vector0;

    /// <inheritdoc cref="Vector0"/>
    public ReadOnlySpan<double> Vector1;

    /// <inheritdoc cref="Vector0"/>
    public ReadOnlySpan<double> Vector2;

    /// <inheritdoc cref="Vector0"/>
    public ReadOnlySpan<double> Vector3;

    /// <summary>The parameter's name.</summary>
    public string Name0;

    /// <inheritdoc cref="Name0"/>
    public string Name1;

    /// <inheritdoc cref="Name0"/>
    public string Name2;

    /// <inheritdoc cref="Name0"/>
    public string Name3;

    internal readonly ReadOnlySpan<double> Get(int index, out string name)
    {
        name = index switch { 0 => Name0, 1 => Name1, 2 => Name2, _ => Name3 };
        return index switch { 0 => Vector0, 1 => Vector1, 2 => Vector2, _ => Vector3 };
    }

    /// <summary>Converts them for a row, and takes what belongs to its target.</summary>
    internal readonly unsafe T** Take<T>(Scratch scratch, int count, int classes, int target, ref RowInputs<double> inputs)
        where T : unmanaged, INumberBase<T>
    {
        var vectors = new ClassVectors<T>(scratch, count, classes);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> vector = Get(i, out _);
            vectors.Set(i, vector);
            inputs.SetVector(i, vector[target]);
        }
        return vectors.Elements;
    }
}
