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
    /// <summary>The bytes an element takes.</summary>
    public int Size => Type switch { ElementType.Float64 => sizeof(double), ElementType.Float32 => sizeof(float), _ => sizeof(short) };

    /// <summary>A row of it.</summary>
    /// <param name="offset">Where the row begins, in elements.</param>
    public byte* Row(long offset) => (byte*)Data + offset * Size;

    /// <summary>The element of a class.</summary>
    public double ReadOne(byte* row, long index)
    {
        byte* element = row + index * ClassStride * Size;
        return Type switch
        {
            ElementType.Float32 => NativeFormat<float>.ReadOne(element),
            ElementType.Float64 => NativeFormat<double>.ReadOne(element),
            ElementType.BFloat16 => BFloat16Format.ReadOne(element),
            _ => Float16Format.ReadOne(element),
        };
    }

    /// <summary>Reads the elements of successive classes in the type that their row is computed in.</summary>
    public void Read(byte* row, long first, float* destination, int count)
    {
        byte* source = row + first * ClassStride * Size;
        if (Type == ElementType.Float32)
            NativeFormat<float>.Read(source, ClassStride, destination, count);
        else if (Type == ElementType.BFloat16)
            BFloat16Format.Read(source, ClassStride, destination, count);
        else
            Float16Format.Read(source, ClassStride, destination, count);
    }

    /// <inheritdoc cref="Read(byte*, long, float*, int)"/>
    public void Read(byte* row, long first, double* destination, int count)
    {
        byte* source = row + first * ClassStride * Size;
        if (Type == ElementType.Float64)
        {
            NativeFormat<double>.Read(source, ClassStride, destination, count);
            return;
        }
        for (int i = 0; i < count; i++)
            destination[i] = ((float*)source)[i * ClassStride];
    }

    /// <summary>Where a row begins in each class input.</summary>
    [InlineArray(RowInputs<double>.Most)]
    internal struct Rows
    {
        private nint _first;
    }
}
