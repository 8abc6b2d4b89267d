using SparseLsr.Gen.Gpu;

namespace SparseLsr.Gen.GpuChecks.Devices;

/// <summary>What the checks run on: memory, the kernels that the runtime starts over it, and a clock. For one thread.</summary>
internal interface ICheckDevice : IDisposable
{
    /// <summary>What it is, for reports.</summary>
    MachineRecord Machine { get; }

    /// <summary>Starts kernels, as the runtime does over a tensor's memory.</summary>
    IGpuDevice Launcher { get; }

    /// <summary>Whether it is ILGPU's emulation, which runs small batches only and cuts float16 off instead of rounding it.</summary>
    bool IsEmulated { get; }

    /// <summary>The bytes that may still be allocated.</summary>
    long FreeBytes { get; }

    /// <summary>Memory at an address that 256 divides; what is in it is not defined.</summary>
    nint Allocate(long bytes);

    /// <summary>Gives memory back once the kernels started so far are through with it.</summary>
    void Free(nint address);

    void Write(nint address, ReadOnlySpan<byte> bytes);

    /// <summary>Reads what the kernels started so far have left.</summary>
    void Read(nint address, Span<byte> bytes);

    /// <summary>Behind the kernels started so far, without waiting for them.</summary>
    void Fill(nint address, byte value, long bytes);

    /// <summary>Behind the kernels started so far, without waiting for them.</summary>
    void Copy(nint from, nint to, long bytes);

    void Synchronize();

    /// <summary>The microseconds from the start of what <paramref name="work"/> starts to its end, on the device.</summary>
    double Microseconds(Action work);
}
