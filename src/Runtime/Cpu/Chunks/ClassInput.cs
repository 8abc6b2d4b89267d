using System.Runtime.CompilerServices;
using SparseLsr.Gen.CompilerServices;

namespace SparseLsr.Gen.Cpu;

/// <summary>A class input of a batch in memory that the caller keeps alive: a number for each class of each row.</summary>
/// <param name="Type">Of its elements: that of the logits, or float32.</param>
/// <param name="Data">The first one.</param>
/// <param name="RowStrides">The elements from one row to the next, along each row dimension.</param>
/// <param name="ClassStride">The elements from one class to the next.</param>
internal sealed unsafe record ClassInput(ElementType Type, nint Data, long[] RowStrides, long ClassStride)
{
    /// <summary>A row of it.</summary>
    /// <param name="offset">Where the row begins, in elements.</param>
    public ClassInputRow Row(long offset) => new((byte*)Data + offset * ClassInputRow.SizeOf(Type), ClassStride, Type);
}

/// <summary>A row of a class input.</summary>
/// <param name="first">Its first element.</param>
/// <param name="stride">The elements from one class to the next.</param>
/// <param name="type">Of its elements.</param>
/// <remarks>Without a managed reference: structs that have one are laid out so that their vectors are not aligned.</remarks>
internal readonly unsafe struct ClassInputRow(byte* first, long stride, ElementType type)
{
    /// <summary>The bytes an element takes.</summary>
    public static int SizeOf(ElementType type) =>
        type switch { ElementType.Float64 => sizeof(double), ElementType.Float32 => sizeof(float), _ => sizeof(short) };

    /// <summary>Its elements, where they lie next to each other in the type that the row is computed in; else null.</summary>
    public TNumber* Native<TNumber>()
        where TNumber : unmanaged =>
        stride == 1 && type == (typeof(TNumber) == typeof(float) ? ElementType.Float32 : ElementType.Float64) ? (TNumber*)first : null;

    /// <summary>The element of a class.</summary>
    public double ReadOne(long index)
    {
        byte* element = At(index);
        return type switch
        {
            ElementType.Float32 => NativeFormat<float>.ReadOne(element),
            ElementType.Float64 => NativeFormat<double>.ReadOne(element),
            ElementType.BFloat16 => BFloat16Format.ReadOne(element),
            _ => Float16Format.ReadOne(element),
        };
    }

    /// <summary>Reads the elements of successive classes in the type that the row is computed in.</summary>
    public void Read<TNumber>(long start, TNumber* destination, int count)
        where TNumber : unmanaged
    {
        if (typeof(TNumber) == typeof(float))
            Read(At(start), (float*)destination, count);
        else
            Read(At(start), (double*)destination, count);
    }

    private void Read(byte* source, float* destination, int count)
    {
        if (type == ElementType.Float32)
            NativeFormat<float>.Read(source, stride, destination, count);
        else if (type == ElementType.BFloat16)
            BFloat16Format.Read(source, stride, destination, count);
        else
            Float16Format.Read(source, stride, destination, count);
    }

    private void Read(byte* source, double* destination, int count)
    {
        if (type == ElementType.Float64)
        {
            NativeFormat<double>.Read(source, stride, destination, count);
            return;
        }
        for (int i = 0; i < count; i++)
            destination[i] = ((float*)source)[i * stride];
    }

    private byte* At(long index) => first + index * stride * SizeOf(type);
}

/// <summary>A row of each class input.</summary>
[InlineArray(RowInputs<double>.Most)]
internal struct ClassInputRows
{
    private ClassInputRow _first;
}
