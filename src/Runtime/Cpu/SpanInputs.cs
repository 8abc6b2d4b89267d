using System.ComponentModel;
using System.Numerics;
using SparseLsr.Gen.Cpu;

namespace SparseLsr.Gen.CompilerServices;

/// <summary>What a loss is given of a row in spans beside its logits, with the names that messages call it by.</summary>
/// <typeparam name="T">The type of the logits.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SpanInputs<T>
    where T : unmanaged
{
    /// <summary>The class vectors, one number for each class.</summary>
    public ReadOnlySpan<double> Vector0;

    /// <inheritdoc cref="Vector0"/>
    public ReadOnlySpan<double> Vector1;

    /// <inheritdoc cref="Vector0"/>
    public ReadOnlySpan<double> Vector2;

    /// <inheritdoc cref="Vector0"/>
    public ReadOnlySpan<double> Vector3;

    /// <summary>The class inputs, one number for each class.</summary>
    public ReadOnlySpan<T> ClassInput0;

    /// <inheritdoc cref="ClassInput0"/>
    public ReadOnlySpan<T> ClassInput1;

    /// <inheritdoc cref="ClassInput0"/>
    public ReadOnlySpan<T> ClassInput2;

    /// <inheritdoc cref="ClassInput0"/>
    public ReadOnlySpan<T> ClassInput3;

    /// <summary>The numbers that come with the row.</summary>
    public double Number0;

    /// <inheritdoc cref="Number0"/>
    public double Number1;

    /// <inheritdoc cref="Number0"/>
    public double Number2;

    /// <inheritdoc cref="Number0"/>
    public double Number3;

    /// <summary>What a class vector is called.</summary>
    public string VectorName0;

    /// <inheritdoc cref="VectorName0"/>
    public string VectorName1;

    /// <inheritdoc cref="VectorName0"/>
    public string VectorName2;

    /// <inheritdoc cref="VectorName0"/>
    public string VectorName3;

    /// <summary>What a class input is called.</summary>
    public string ClassInputName0;

    /// <inheritdoc cref="ClassInputName0"/>
    public string ClassInputName1;

    /// <inheritdoc cref="ClassInputName0"/>
    public string ClassInputName2;

    /// <inheritdoc cref="ClassInputName0"/>
    public string ClassInputName3;

    /// <summary>Holds them to a number for each class.</summary>
    internal readonly void Check<TLoss>(int classes)
        where TLoss : struct, IClassLoss
    {
        for (int i = 0; i < TLoss.ClassVectors; i++)
            RowArguments.CheckVector(Vector(i, out string name).Length, classes, name);
        for (int i = 0; i < TLoss.ClassInputs; i++)
            RowArguments.CheckVector(ClassInput(i, out string name).Length, classes, name);
    }

    /// <summary>What the loss reads of the row itself.</summary>
    internal readonly RowInputs<double> Of(int target, int vectors, int classInputs)
    {
        var inputs = new RowInputs<double> { R0 = Number0, R1 = Number1, R2 = Number2, R3 = Number3 };
        for (int i = 0; i < vectors; i++)
            inputs.SetVector(i, Vector(i, out _)[target]);
        for (int i = 0; i < classInputs; i++)
            inputs.SetClassInput(i, ToDouble(ClassInput(i, out _)[target]));
        return inputs;
    }

    /// <summary>The class vectors, converted for the row.</summary>
    internal readonly unsafe TNumber** Convert<TNumber>(Scratch scratch, int count, int classes)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        var vectors = new ClassVectors<TNumber>(scratch, count, classes);
        for (int i = 0; i < count; i++)
            vectors.Set(i, Vector(i, out _));
        return vectors.Elements;
    }

    private static double ToDouble(T value) => value is float single ? single : (double)(object)value;

    private readonly ReadOnlySpan<double> Vector(int index, out string name)
    {
        name = index switch { 0 => VectorName0, 1 => VectorName1, 2 => VectorName2, _ => VectorName3 };
        return index switch { 0 => Vector0, 1 => Vector1, 2 => Vector2, _ => Vector3 };
    }

    private readonly ReadOnlySpan<T> ClassInput(int index, out string name)
    {
        name = index switch { 0 => ClassInputName0, 1 => ClassInputName1, 2 => ClassInputName2, _ => ClassInputName3 };
        return index switch { 0 => ClassInput0, 1 => ClassInput1, 2 => ClassInput2, _ => ClassInput3 };
    }
}
