using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>Lays a kernel's parameter out as PTX has it: as C does, a view being its address and its length, 8 bytes each.</summary>
internal ref struct ParameterWriter(Span<byte> bytes)
{
    /// <summary>More than any parameter takes.</summary>
    public const int Capacity = 512;

    private const int ViewAlignment = sizeof(long);

    private readonly Span<byte> _bytes = bytes;

    /// <summary>The bytes written.</summary>
    public int Length { get; private set; }

    public void Write<T>(ArrayView<T> view)
        where T : unmanaged
    {
        // An empty view has no address to ask for.
        Write(view.Length == 0 ? 0 : (long)view.LoadEffectiveAddressAsPtr());
        Write(view.Length);
    }

    public void Write(long value) => WriteAligned(value, sizeof(long));

    public void Write(int value) => WriteAligned(value, sizeof(int));

    /// <summary>Fills up to the size of a struct that holds views.</summary>
    public void End() => Length = Align(Length, ViewAlignment);

    private void WriteAligned<T>(T value, int size)
        where T : unmanaged
    {
        Length = Align(Length, size);
        MemoryMarshal.Write(_bytes[Length..], value);
        Length += size;
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
