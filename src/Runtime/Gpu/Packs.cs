using ILGPU;
using ILGPU.Runtime;

namespace SparseLsr.Gen.Gpu;

/// <summary>The 16 bytes that one instruction moves.</summary>
internal static class Packs
{
    private const int Bytes = 16;

    /// <summary>Whether a view can be moved in packs. An empty one is not moved at all.</summary>
    public static bool IsAligned<T>(ArrayView<T> view)
        where T : unmanaged =>
        view.Length == 0 || view.LoadEffectiveAddressAsPtr() % Bytes == 0;
}
