namespace SparseLsr.Gen.Cpu;

/// <summary>How the elements of a tensor are read into, and written from, the arithmetic type. Strides are in elements.</summary>
internal unsafe interface IElementFormat<TNumber>
    where TNumber : unmanaged
{
    /// <summary>The bytes an element takes.</summary>
    static abstract int Size { get; }

    /// <summary>Whether elements are of the arithmetic type, so that contiguous ones can be worked on where they are.</summary>
    static abstract bool IsNative { get; }

    static abstract void Read(byte* source, long stride, TNumber* destination, int count);

    static abstract void Write(TNumber* source, byte* destination, long stride, int count);

    static abstract double ReadOne(byte* source);

    static abstract void WriteOne(double value, byte* destination);
}
