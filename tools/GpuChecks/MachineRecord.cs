using System.Runtime.InteropServices;

namespace SparseLsr.Gen.GpuChecks;

/// <summary>Where and when a report was made.</summary>
/// <param name="Gpu">The device's name.</param>
/// <param name="Capability">Its compute capability, 9.0 for example.</param>
/// <param name="Multiprocessors">Its multiprocessors.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="CacheBytes">Its L2 cache.</param>
/// <param name="Driver">The driver, and the version of CUDA that it knows.</param>
internal sealed record MachineRecord(string Gpu, string Capability, int Multiprocessors, long MemoryBytes, long CacheBytes, string Driver)
{
    public string System { get; } = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores";

    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    public string Date { get; } = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'");

    /// <summary>The arguments that the program was started with.</summary>
    public string Command { get; } = string.Join(' ', Environment.GetCommandLineArgs().Skip(1));

    public override string ToString() =>
        $"{Gpu}, compute capability {Capability}, {Multiprocessors} multiprocessors, {MemoryBytes / 1e9:F1} GB, L2 {CacheBytes / 1e6:F1} MB; {Driver}";
}
