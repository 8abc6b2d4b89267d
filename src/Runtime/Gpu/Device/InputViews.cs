using ILGPU;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Gpu.Device;

/// <summary>The inputs of the rows of a batch, in the order of declaration; a view that a loss does not have is empty.</summary>
internal struct InputViews<TNumber>
    where TNumber : unmanaged
{
    /// <summary>The numbers that come with the rows, shape (rows).</summary>
    public ArrayView<TNumber> Row0;

    /// <inheritdoc cref="Row0"/>
    public ArrayView<TNumber> Row1;

    /// <inheritdoc cref="Row0"/>
    public ArrayView<TNumber> Row2;

    /// <inheritdoc cref="Row0"/>
    public ArrayView<TNumber> Row3;

    /// <summary>Receive the derivatives of the row losses by these, weighted; all empty where they are not wanted.</summary>
    public ArrayView<TNumber> Gradient0;

    /// <inheritdoc cref="Gradient0"/>
    public ArrayView<TNumber> Gradient1;

    /// <inheritdoc cref="Gradient0"/>
    public ArrayView<TNumber> Gradient2;

    /// <inheritdoc cref="Gradient0"/>
    public ArrayView<TNumber> Gradient3;

    /// <summary>The class inputs, shape (rows, C), of the logits' type or of float32.</summary>
    public ArrayView<byte> Class0;

    /// <inheritdoc cref="Class0"/>
    public ArrayView<byte> Class1;

    /// <inheritdoc cref="Class0"/>
    public ArrayView<byte> Class2;

    /// <inheritdoc cref="Class0"/>
    public ArrayView<byte> Class3;

    /// <summary>Which of the class inputs are of float32, as bits.</summary>
    public long Float32;

    /// <summary>Whether the derivatives are wanted.</summary>
    public readonly bool WantGradients => Gradient0.Length > 0;

    /// <summary>The number of a row that comes with it.</summary>
    public readonly ArrayView<TNumber> Row(int index) => index == 0 ? Row0 : index == 1 ? Row1 : index == 2 ? Row2 : Row3;

    /// <summary>Where the derivatives by it go.</summary>
    public readonly ArrayView<TNumber> Gradient(int index) =>
        index == 0 ? Gradient0 : index == 1 ? Gradient1 : index == 2 ? Gradient2 : Gradient3;

    /// <summary>A class input.</summary>
    public readonly ArrayView<byte> Class(int index) => index == 0 ? Class0 : index == 1 ? Class1 : index == 2 ? Class2 : Class3;

    /// <summary>Whether it is of float32.</summary>
    public readonly bool IsFloat32(int index) => (Float32 >> index & 1) != 0;

    /// <summary>Sets a number of the rows that comes with them.</summary>
    public void SetRow(int index, ArrayView<TNumber> view)
    {
        switch (index)
        {
            case 0: Row0 = view; break;
            case 1: Row1 = view; break;
            case 2: Row2 = view; break;
            default: Row3 = view; break;
        }
    }

    /// <summary>Sets where the derivatives by it go.</summary>
    public void SetGradient(int index, ArrayView<TNumber> view)
    {
        switch (index)
        {
            case 0: Gradient0 = view; break;
            case 1: Gradient1 = view; break;
            case 2: Gradient2 = view; break;
            default: Gradient3 = view; break;
        }
    }

    /// <summary>Sets a class input.</summary>
    public void SetClass(int index, ArrayView<byte> view, bool isFloat32)
    {
        switch (index)
        {
            case 0: Class0 = view; break;
            case 1: Class1 = view; break;
            case 2: Class2 = view; break;
            default: Class3 = view; break;
        }
        Float32 |= isFloat32 ? 1L << index : 0;
    }
}
