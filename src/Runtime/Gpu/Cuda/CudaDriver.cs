using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace SparseLsr.Gen.Gpu.Cuda;

/// <summary>The driver of this machine.</summary>
internal sealed unsafe partial class CudaDriver : ICudaDriver
{
    private const string Library = "cuda";
    private const int LogBytes = 8192;
    private const uint PortableAndMapped = 3; // CU_MEMHOSTALLOC_PORTABLE | CU_MEMHOSTALLOC_DEVICEMAP
    private const int MaxDynamicSharedBytes = 8; // CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
    private const int SharedPercentage = 9; // CU_FUNC_ATTRIBUTE_PREFERRED_SHARED_MEMORY_CARVEOUT
    private const int ErrorLogBuffer = 5; // CU_JIT_ERROR_LOG_BUFFER
    private const int ErrorLogBufferBytes = 6; // CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES

    static CudaDriver() => NativeLibrary.SetDllImportResolver(typeof(CudaDriver).Assembly, Resolve);

    public int Initialize() => cuInit(0);

    public int GetDevice(int ordinal, out int device) => cuDeviceGet(out device, ordinal);

    public int GetAttribute(CudaAttribute attribute, int device, out int value) => cuDeviceGetAttribute(out value, (int)attribute, device);

    public int RetainPrimaryContext(int device, out nint context) => cuDevicePrimaryCtxRetain(out context, device);

    public int PushContext(nint context) => cuCtxPushCurrent_v2(context);

    public int PopContext() => cuCtxPopCurrent_v2(out _);

    public int AllocateHost(nuint bytes, out nint address) => cuMemHostAlloc(out address, bytes, PortableAndMapped);

    public int LoadModule(ReadOnlySpan<byte> ptx, out nint module, out string log)
    {
        byte* buffer = stackalloc byte[LogBytes];
        buffer[0] = 0;
        int* options = stackalloc int[] { ErrorLogBuffer, ErrorLogBufferBytes };
        // A number stands in the place of a pointer.
        void** values = stackalloc void*[] { buffer, (void*)LogBytes };
        fixed (byte* text = ptx)
        {
            int code = cuModuleLoadDataEx(out module, text, 2, options, values);
            log = Marshal.PtrToStringUTF8((nint)buffer) ?? string.Empty;
            return code;
        }
    }

    public int GetFunction(nint module, string name, out nint function) => cuModuleGetFunction(out function, module, name);

    public int AllowSharedBytes(nint function, int bytes)
    {
        int code = cuFuncSetAttribute(function, MaxDynamicSharedBytes, bytes);
        // Of what a multiprocessor divides between cache and shared memory, as much as can be is to be shared memory.
        return code == 0 ? cuFuncSetAttribute(function, SharedPercentage, 100) : code;
    }

    public int Launch(nint function, KernelGrid grid, void** parameters) => cuLaunchKernel(
        function, (uint)grid.Blocks.X, (uint)grid.Blocks.Y, 1, (uint)grid.BlockSize, 1, 1, (uint)grid.SharedBytes, 0, parameters, null);

    public string Describe(int code)
    {
        var text = new StringBuilder();
        if (cuGetErrorName(code, out nint name) == 0)
            text.Append(Marshal.PtrToStringUTF8(name));
        if (cuGetErrorString(code, out nint meaning) == 0)
            text.Append(", ").Append(Marshal.PtrToStringUTF8(meaning));
        return text.ToString();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        return NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint library) ? library : 0;
    }

    [LibraryImport(Library)]
    private static partial int cuInit(uint flags);

    [LibraryImport(Library)]
    private static partial int cuDeviceGet(out int device, int ordinal);

    [LibraryImport(Library)]
    private static partial int cuDeviceGetAttribute(out int value, int attribute, int device);

    [LibraryImport(Library)]
    private static partial int cuDevicePrimaryCtxRetain(out nint context, int device);

    [LibraryImport(Library)]
    private static partial int cuCtxPushCurrent_v2(nint context);

    [LibraryImport(Library)]
    private static partial int cuCtxPopCurrent_v2(out nint context);

    [LibraryImport(Library)]
    private static partial int cuMemHostAlloc(out nint address, nuint bytes, uint flags);

    [LibraryImport(Library)]
    private static partial int cuModuleLoadDataEx(out nint module, byte* image, uint count, int* options, void** values);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int cuModuleGetFunction(out nint function, nint module, string name);

    [LibraryImport(Library)]
    private static partial int cuFuncSetAttribute(nint function, int attribute, int value);

    [LibraryImport(Library)]
    private static partial int cuLaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint groupX, uint groupY, uint groupZ, uint sharedBytes, nint stream,
        void** parameters, void** extra);

    [LibraryImport(Library)]
    private static partial int cuGetErrorName(int code, out nint name);

    [LibraryImport(Library)]
    private static partial int cuGetErrorString(int code, out nint meaning);
}
