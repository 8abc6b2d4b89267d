using System.Diagnostics;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Testing.Gpu;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>ILGPU's emulation of a GPU, over the host's memory: runs the checks themselves where there is no GPU.</summary>
internal sealed unsafe class EmulatedCheckDevice : ICheckDevice
{
    private const nuint Alignment = 256;
    private const long Capacity = 1L << 28;

    private readonly Context _context = Context.Create(static builder => builder.EnableAlgorithms().CPU(new CPUDevice(32, 8, 1)));
    private readonly Accelerator _accelerator;
    private readonly EmulatedDevice _device;

    public EmulatedCheckDevice()
    {
        _accelerator = _context.CreateCPUAccelerator(0);
        _device = new EmulatedDevice(_accelerator);
    }

    public MachineRecord Machine { get; } = new("ILGPU's emulation of a GPU (nothing here is a GPU's result)", "none", 1, Capacity, 0, "no driver");

    public IGpuDevice Launcher => _device;

    public bool IsEmulated => true;

    public long FreeBytes => Capacity;

    public nint Allocate(long bytes) => (nint)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);

    public void Free(nint address) => NativeMemory.AlignedFree((void*)address);

    public void Write(nint address, ReadOnlySpan<byte> bytes) => bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));

    public void Read(nint address, Span<byte> bytes) => new ReadOnlySpan<byte>((void*)address, bytes.Length).CopyTo(bytes);

    public void Fill(nint address, byte value, long bytes) => NativeMemory.Fill((void*)address, (nuint)bytes, value);

    public void Copy(nint from, nint to, long bytes) => NativeMemory.Copy((void*)from, (void*)to, (nuint)bytes);

    public void Synchronize() => _accelerator.Synchronize();

    public double Microseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    public void Dispose()
    {
        _device.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
    }
}
