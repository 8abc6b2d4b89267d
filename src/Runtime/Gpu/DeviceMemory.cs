using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>Memory that somebody else holds, on any device, as a buffer that views can be of.</summary>
internal sealed unsafe class DeviceMemory : MemoryBuffer
{
    private DeviceMemory(void* address, long length, int elementSize)
        : base(null!, length, elementSize)
    {
        NativePtr = (nint)address;
        // There is nothing to give back.
        GC.SuppressFinalize(this);
    }

    /// <summary>A view of <paramref name="length"/> elements; an empty one has no address.</summary>
    public static ArrayView<T> View<T>(void* address, long length)
        where T : unmanaged =>
        length == 0 ? default : new ArrayView<T>(new DeviceMemory(address, length, sizeof(T)), 0, length);

    protected override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView) => throw OnlyForKernels();

    protected override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) =>
        throw OnlyForKernels();

    protected override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) =>
        throw OnlyForKernels();

    protected override void DisposeAcceleratorObject(bool disposing)
    {
    }

    private static NotSupportedException OnlyForKernels() => new("This memory is for kernels to read and write.");
}
