using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>The 16 bytes that one instruction moves.</summary>
internal static class Packs
{
    private const int Bytes = 16;

    /// <summary>The place of a view's first element in its pack.</summary>
    public static int Lead<T>(ArrayView<T> view)
        where T : unmanaged =>
        (int)(view.LoadEffectiveAddressAsPtr() % Bytes) / Unsafe.SizeOf<T>();

    /// <summary>The packs that a view lies in.</summary>
    /// <param name="view">The view.</param>
    /// <param name="lead">The place of its first element in its pack.</param>
    public static unsafe ArrayView<TPack> Of<T, TPack>(ArrayView<T> view, int lead)
        where T : unmanaged
        where TPack : unmanaged
    {
        if (view.Length == 0)
            return default;
        long packLength = Unsafe.SizeOf<TPack>() / Unsafe.SizeOf<T>();
        var first = (byte*)(nint)view.LoadEffectiveAddressAsPtr() - lead * Unsafe.SizeOf<T>();
        return DeviceMemory.View<TPack>(first, (lead + view.Length + packLength - 1) / packLength);
    }
}
