using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SparseLsr.Gen.Testing.Fuzz.Module;

/// <summary>The memory that a process holds at one moment, in bytes, and TorchSharp's count of tensors alive.</summary>
/// <param name="Managed">What the garbage collector has kept.</param>
/// <param name="Native">What the C library has handed out and not got back; 0 where it cannot be asked.</param>
/// <param name="Resident">The pages of the process; 0 where the system does not tell.</param>
internal readonly partial record struct MemoryUse(long Managed, long Native, long Resident, long Tensors)
{
    /// <summary>Measured after all garbage is gone.</summary>
    public static MemoryUse Now()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return new MemoryUse(GC.GetTotalMemory(forceFullCollection: true), NativeBytes(), ResidentBytes(), Tensor.TotalCount);
    }

    public static MemoryUse operator -(MemoryUse after, MemoryUse before) => new(
        after.Managed - before.Managed, after.Native - before.Native, after.Resident - before.Resident, after.Tensors - before.Tensors);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Managed:N0} managed, {Native:N0} native, {Resident:N0} resident bytes, {Tensors} tensors");

    private static long NativeBytes()
    {
        try
        {
            CAllocator use = mallinfo2();
            return (long)(use.InUse + use.Mapped);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }

    private static long ResidentBytes() => File.Exists("/proc/self/statm")
        ? long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : 0;

    // glibc alone has it; elsewhere the tests rely on the count of tensors and on managed memory.
    [LibraryImport("libc.so.6")]
    private static partial CAllocator mallinfo2();

    /// <summary>glibc's <c>struct mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CAllocator
    {
        public nuint Arena, FreeChunks, FastBins, MappedBlocks, Mapped, Unused, FastFree, InUse, Free, Releasable;
    }
}
