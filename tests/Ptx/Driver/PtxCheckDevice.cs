using System.Diagnostics;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;
using SparseLsr.Gen.GpuChecks;
using SparseLsr.Gen.GpuChecks.Devices;
using SparseLsr.Gen.Ptx.Execution;

namespace SparseLsr.Gen.Ptx.Driver;

/// <summary>The interpreter as a device for checks: the PTX that a GPU would be handed, by the same calls.</summary>
internal sealed unsafe class PtxCheckDevice : ICheckDevice
{
    /// <summary>What the batches of checks may take together.</summary>
    private const long Capacity = 1L << 30;

    /// <summary>With what memory is filled that holds nothing yet.</summary>
    private const byte Nothing = 0xFF;

    private readonly InterpretedDriver _driver;
    private readonly CudaDevice _device;
    private long _allocatedBytes;

    /// <param name="store">The kernels.</param>
    /// <param name="limits">What the device has; null for those of an H100.</param>
    /// <param name="options">What the ISA leaves to it; null for the defaults.</param>
    public PtxCheckDevice(KernelStore store, DeviceLimits? limits = null, ExecutionOptions? options = null)
    {
        limits ??= DeviceLimits.H100;
        _driver = new InterpretedDriver(store, limits, options ?? new ExecutionOptions());
        _device = new CudaDevice(_driver, store.Cache, 0);
        (int major, int minor) = limits.Capability;
        Machine = new MachineRecord(
            "a PTX interpreter (nothing here is a GPU's result)", $"{major}.{minor}", limits.Multiprocessors, Capacity, 0, "no driver");
    }

    public MachineRecord Machine { get; }

    public IGpuDevice Launcher => _device;

    public bool IsEmulated => false;

    public long FreeBytes => Capacity - _allocatedBytes;

    /// <summary>The launches so far.</summary>
    public IReadOnlyList<LaunchRecord> Launches => _driver.Launches;

    /// <summary>What was wrong in them.</summary>
    public IReadOnlyList<string> Faults => _driver.Faults;

    public nint Allocate(long bytes)
    {
        _allocatedBytes += bytes;
        return _driver.Memory.Allocate(bytes);
    }

    public void Free(nint address) => _driver.Memory.Free(address);

    public void Write(nint address, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));
        SetWritten(address, bytes.Length, true);
    }

    public void Read(nint address, Span<byte> bytes) => new ReadOnlySpan<byte>((void*)address, bytes.Length).CopyTo(bytes);

    /// <summary>Fills memory; where it is filled with bits of 1, kernels may not read it.</summary>
    public void Fill(nint address, byte value, long bytes)
    {
        System.Runtime.InteropServices.NativeMemory.Fill((void*)address, (nuint)bytes, value);
        SetWritten(address, bytes, value != Nothing);
    }

    public void Copy(nint from, nint to, long bytes)
    {
        Buffer.MemoryCopy((void*)from, (void*)to, bytes, bytes);
        SetWritten(to, bytes, true);
    }

    public void Synchronize()
    {
    }

    public double Microseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    public void Dispose() => _driver.Dispose();

    private void SetWritten(nint address, long bytes, bool written)
    {
        if (bytes > 0)
            _driver.Memory.Find(address, bytes)!.SetWritten(address, bytes, written);
    }
}
