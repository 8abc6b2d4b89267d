using System.Runtime.InteropServices;
using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.Gpu.Cuda;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>A CUDA device: plain memory in its primary context, and the runtime's own way to start kernels there.</summary>
internal sealed unsafe class CudaCheckDevice : ICheckDevice
{
    private const int NameBytes = 256;
    private const int CacheAttribute = 38; // CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE

    private readonly CudaDriver _driver = new();
    private readonly CudaDevice _device;
    private readonly nint _start;
    private readonly nint _end;

    /// <exception cref="GpuException">There is no driver, or no such device.</exception>
    public CudaCheckDevice(int index)
    {
        _device = CudaDevice.Of(index);
        Check(_driver.GetDevice(index, out int device), $"Finding device {index}");
        Check(_driver.RetainPrimaryContext(device, out nint context), "Opening the primary context");
        // It stays current on this thread, for the functions of memory and time.
        Check(_driver.PushContext(context), "Entering the primary context");
        Check(CudaMemory.cuEventCreate(out _start, 0), "Making an event");
        Check(CudaMemory.cuEventCreate(out _end, 0), "Making an event");
        (int major, int minor) = (Attribute(CudaAttribute.CapabilityMajor, device), Attribute(CudaAttribute.CapabilityMinor, device));
        Machine = Describe(device, $"{major}.{minor}");
    }

    public MachineRecord Machine { get; }

    public IGpuDevice Launcher => _device;

    public bool IsEmulated => false;

    public long FreeBytes
    {
        get
        {
            Check(CudaMemory.cuMemGetInfo_v2(out nuint free, out _), "Asking for the free memory");
            return (long)free;
        }
    }

    public nint Allocate(long bytes)
    {
        Check(CudaMemory.cuMemAlloc_v2(out ulong address, (nuint)bytes), $"Allocating {bytes} bytes");
        return (nint)address;
    }

    // Waits for kernels under way. After one that failed this fails too, and would only hide that failure.
    public void Free(nint address) => _ = CudaMemory.cuMemFree_v2((ulong)address);

    public void Write(nint address, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* from = bytes)
            Check(CudaMemory.cuMemcpyHtoD_v2((ulong)address, from, (nuint)bytes.Length), "Copying to the device");
    }

    public void Read(nint address, Span<byte> bytes)
    {
        fixed (byte* to = bytes)
            Check(CudaMemory.cuMemcpyDtoH_v2(to, (ulong)address, (nuint)bytes.Length), "Copying from the device");
    }

    public void Fill(nint address, byte value, long bytes) =>
        Check(CudaMemory.cuMemsetD8Async((ulong)address, value, (nuint)bytes, 0), "Filling memory");

    public void Copy(nint from, nint to, long bytes) =>
        Check(CudaMemory.cuMemcpyDtoDAsync_v2((ulong)to, (ulong)from, (nuint)bytes, 0), "Copying on the device");

    public void Synchronize() => Check(CudaMemory.cuCtxSynchronize(), "Waiting for the device");

    public double Microseconds(Action work)
    {
        Check(CudaMemory.cuEventRecord(_start, 0), "Recording an event");
        work();
        Check(CudaMemory.cuEventRecord(_end, 0), "Recording an event");
        Check(CudaMemory.cuEventSynchronize(_end), "Waiting for an event");
        Check(CudaMemory.cuEventElapsedTime(out float milliseconds, _start, _end), "Reading the time between events");
        return milliseconds * 1e3;
    }

    public void Dispose()
    {
        // After a kernel that failed these fail too, and that failure has been reported.
        _ = CudaMemory.cuEventDestroy_v2(_start);
        _ = CudaMemory.cuEventDestroy_v2(_end);
        _ = _driver.PopContext();
    }

    private MachineRecord Describe(int device, string capability)
    {
        byte* name = stackalloc byte[NameBytes];
        Check(CudaMemory.cuDeviceGetName(name, NameBytes, device), "Asking for the device's name");
        Check(CudaMemory.cuMemGetInfo_v2(out _, out nuint total), "Asking for the device's memory");
        Check(CudaMemory.cuDriverGetVersion(out int version), "Asking for the driver's version");
        string cuda = $"CUDA {version / 1000}.{version % 1000 / 10}";
        return new MachineRecord(
            Marshal.PtrToStringUTF8((nint)name) ?? "unnamed",
            capability,
            Attribute(CudaAttribute.Multiprocessors, device),
            (long)total,
            Attribute((CudaAttribute)CacheAttribute, device),
            DriverVersion() is { } driver ? $"driver {driver}, {cuda}" : $"driver of {cuda}");
    }

    private int Attribute(CudaAttribute attribute, int device)
    {
        Check(CudaMemory.cuDeviceGetAttribute(out int value, (int)attribute, device), $"Asking for {attribute}");
        return value;
    }

    // "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  ...": the first word that is a version. CUDA itself does not tell it.
    private static string? DriverVersion()
    {
        const string Path = "/proc/driver/nvidia/version";
        return File.Exists(Path)
            ? File.ReadLines(Path).First().Split(' ').FirstOrDefault(word => word.Contains('.') && Version.TryParse(word, out _))
            : null;
    }

    private void Check(int code, string action) => _driver.Check(code, action);
}
