using SparseLsr.Gen.Gpu;
using SparseLsr.Gen.GpuChecks.Devices;

namespace SparseLsr.Gen.GpuChecks.Batches;

/// <summary>Whether a device has room for a batch.</summary>
internal static class BatchMemory
{
    /// <summary>For everything of a row but its logits and gradient, on the safe side.</summary>
    private const long BytesPerRow = 64;

    private const long Reserve = 1 << 24;

    /// <summary>Why there is no room for logits and their gradient; null where there is.</summary>
    /// <param name="device">The device.</param>
    /// <param name="rows">N.</param>
    /// <param name="classes">C.</param>
    /// <param name="elementBytes">The bytes of a logit.</param>
    /// <param name="besides">The bytes that something else will take.</param>
    public static string? Shortage(ICheckDevice device, long rows, int classes, int elementBytes, long besides = 0)
    {
        long needed = 2 * elementBytes * rows * classes + BytesPerRow * rows + Reserve + besides;
        try
        {
            long free = device.FreeBytes;
            return needed <= free ? null : $"it needs {needed / 1e9:F1} GB of memory; {free / 1e9:F1} GB are free";
        }
        // After a kernel that failed, which has been reported, a device answers nothing more.
        catch (GpuException exception)
        {
            return exception.Message;
        }
    }
}
