using System.Runtime.InteropServices;
using ILGPU;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>Elements in a device's memory, between guards that tell of a kernel that wrote beyond them.</summary>
internal sealed unsafe class DeviceBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int GuardBytes = 256;
    private const byte Guard = 0xA5;

    private readonly ICheckDevice _device;
    private readonly nint _allocated;
    private readonly nint _first;

    /// <param name="device">The device.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="offset">How many elements they lie past an aligned address.</param>
    public DeviceBuffer(ICheckDevice device, long length, int offset = 0)
    {
        _device = device;
        Length = length;
        _allocated = device.Allocate(GuardBytes + (offset + length) * sizeof(T) + GuardBytes);
        _first = _allocated + GuardBytes + offset * sizeof(T);
        device.Fill(_allocated, Guard, _first - _allocated);
        device.Fill(End, Guard, GuardBytes);
        // Bytes of 1 are NaN in every floating-point type: what a kernel forgets to write stands out.
        Fill(0xFF);
    }

    public DeviceBuffer(ICheckDevice device, T[] elements, int offset = 0)
        : this(device, elements.Length, offset) =>
        Write(elements);

    public long Length { get; }

    public long Bytes => Length * sizeof(T);

    public nint Address => _first;

    public ArrayView<T> View => DeviceMemory.View<T>((void*)_first, Length);

    /// <summary>Whether the memory before and behind the elements is as it was.</summary>
    public bool IsGuarded => IsGuard(_allocated, (int)(_first - _allocated)) && IsGuard(End, GuardBytes);

    private nint End => (nint)(_first + Length * sizeof(T));

    public void Write(ReadOnlySpan<T> elements, long start = 0) =>
        _device.Write((nint)(_first + start * sizeof(T)), MemoryMarshal.AsBytes(elements));

    public void Fill(byte value) => _device.Fill(_first, value, Bytes);

    public T[] Read() => Read(0, checked((int)Length));

    public T[] Read(long start, int count)
    {
        var elements = new T[count];
        _device.Read((nint)(_first + start * sizeof(T)), MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    /// <summary>Writes elements, and as many copies of them behind each other as there is room for.</summary>
    public void Repeat(ReadOnlySpan<T> elements)
    {
        Write(elements[..(int)Math.Min(elements.Length, Length)]);
        // Twice as many at every step.
        for (long written = elements.Length; written < Length; written *= 2)
        {
            long count = Math.Min(written, Length - written);
            _device.Copy(_first, (nint)(_first + written * sizeof(T)), count * sizeof(T));
        }
    }

    public void Dispose() => _device.Free(_allocated);

    private bool IsGuard(nint address, int length)
    {
        var bytes = new byte[length];
        _device.Read(address, bytes);
        return !bytes.AsSpan().ContainsAnyExcept(Guard);
    }
}
