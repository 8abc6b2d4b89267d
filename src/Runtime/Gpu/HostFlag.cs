using ILGPU;

namespace SparseLsr.Gen.Gpu;

/// <summary>
/// A word in the host's memory in which kernels leave 1 + the row whose target is no class. The next call looks at it, and so never
/// waits for the device.
/// </summary>
/// <param name="word">A word that the device can write to, as long as the process lives.</param>
internal sealed unsafe class HostFlag(long* word)
{
    public ArrayView<long> View { get; } = DeviceMemory.View<long>(word, 1);

    /// <summary>Reports a row that an earlier call has found, and forgets it.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public void ThrowIfSet()
    {
        // A look first: an exchange would take the memory's line from the device at every call.
        if (Volatile.Read(ref *word) != 0 && Interlocked.Exchange(ref *word, 0) is var found and not 0)
            throw TargetFlag.InvalidTarget(found - 1);
    }
}
