using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>
/// A word in which kernels leave 1 + the row whose target is no class. It is copied to the host behind the kernels of every call,
/// and looked at by the next one, which so never waits for the device.
/// </summary>
internal sealed class TargetFlag : IDisposable
{
    private readonly MemoryBuffer1D<long, Stride1D.Dense> _device;
    private readonly PageLockedArray1D<long> _host;

    public TargetFlag(Accelerator accelerator)
    {
        _device = accelerator.Allocate1D(new long[1]);
        _host = accelerator.AllocatePageLocked1D<long>(1);
        _host[0] = 0;
    }

    public ArrayView<long> View => _device.View;

    /// <summary>Copies it to the host behind what the stream has to do.</summary>
    public void Fetch(AcceleratorStream stream) => _device.View.CopyToPageLockedAsync(stream, _host);

    /// <summary>Reports a row that an earlier call has found, and forgets it.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public void ThrowIfSet()
    {
        long row = _host[0] - 1;
        if (row < 0)
            return;
        _device.MemSetToZero();
        _host[0] = 0;
        throw InvalidTarget(row);
    }

    /// <summary>What is said of a row whose target is no class.</summary>
    public static ArgumentException InvalidTarget(long row) =>
        new($"targets[{row}] of an earlier call was neither a class nor ignore_index; its loss and gradient are NaN.", "targets");

    public void Dispose()
    {
        _device.Dispose();
        _host.Dispose();
    }
}
