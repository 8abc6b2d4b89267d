using ILGPU;
using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>Memory for intermediate results.</summary>
internal sealed class DeviceScratch<TNumber>(ICheckDevice device) : IScratch<TNumber>, IDisposable
    where TNumber : unmanaged
{
    private readonly Dictionary<(string Use, long Length), DeviceBuffer<TNumber>> _held = [];

    /// <summary>Whether no kernel wrote beyond it.</summary>
    public bool IsGuarded => _held.Values.All(buffer => buffer.IsGuarded);

    public ArrayView<TNumber> Saved(long length) => Of("saved", length);

    public ArrayView<TNumber> Partials(long length) => Of("partials", length);

    public void Dispose()
    {
        foreach (DeviceBuffer<TNumber> buffer in _held.Values)
            buffer.Dispose();
    }

    // Allocated once for each size, so that a call that is measured allocates nothing.
    private ArrayView<TNumber> Of(string use, long length)
    {
        if (!_held.TryGetValue((use, length), out DeviceBuffer<TNumber>? buffer))
            _held.Add((use, length), buffer = new DeviceBuffer<TNumber>(device, length));
        return buffer.View;
    }
}
