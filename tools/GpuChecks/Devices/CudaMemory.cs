using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>
/// The driver's functions for plain device memory and for time, as cuda.h declares them: a CUdeviceptr and a size_t are 64 bits, a
/// CUresult, a CUdevice and an attribute are ints, contexts, streams and events are pointers. Stream 0 is the default one.
/// </summary>
/// <remarks>
/// Where a function has two names, the one without <c>_v2</c> takes addresses of 32 bits. All of them work in the context that is
/// current on the thread, which is the device's primary one.
/// </remarks>
internal static unsafe partial class CudaMemory
{
    private const string Library = "cuda";

    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(CudaMemory).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        return NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint library) ? library : 0;
    }

    [LibraryImport(Library)]
    internal static partial int cuDriverGetVersion(out int version);

    [LibraryImport(Library)]
    internal static partial int cuDeviceGetName(byte* name, int length, int device);

    [LibraryImport(Library)]
    internal static partial int cuDeviceGetAttribute(out int value, int attribute, int device);

    [LibraryImport(Library)]
    internal static partial int cuMemGetInfo_v2(out nuint free, out nuint total);

    [LibraryImport(Library)]
    internal static partial int cuMemAlloc_v2(out ulong address, nuint bytes);

    [LibraryImport(Library)]
    internal static partial int cuMemFree_v2(ulong address);

    [LibraryImport(Library)]
    internal static partial int cuMemcpyHtoD_v2(ulong to, void* from, nuint bytes);

    [LibraryImport(Library)]
    internal static partial int cuMemcpyDtoH_v2(void* to, ulong from, nuint bytes);

    [LibraryImport(Library)]
    internal static partial int cuMemcpyDtoDAsync_v2(ulong to, ulong from, nuint bytes, nint stream);

    [LibraryImport(Library)]
    internal static partial int cuMemsetD8Async(ulong address, byte value, nuint bytes, nint stream);

    [LibraryImport(Library)]
    internal static partial int cuCtxSynchronize();

    [LibraryImport(Library)]
    internal static partial int cuEventCreate(out nint created, uint flags);

    [LibraryImport(Library)]
    internal static partial int cuEventRecord(nint recorded, nint stream);

    [LibraryImport(Library)]
    internal static partial int cuEventSynchronize(nint awaited);

    [LibraryImport(Library)]
    internal static partial int cuEventElapsedTime(out float milliseconds, nint start, nint end);

    [LibraryImport(Library)]
    internal static partial int cuEventDestroy_v2(nint destroyed);
}
