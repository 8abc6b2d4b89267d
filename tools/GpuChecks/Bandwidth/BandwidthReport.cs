namespace SparseLsr.Gen.GpuChecks.Bandwidth;

/// <summary>What a run measured.</summary>
/// <param name="Machine">Where it was made.</param>
/// <param name="Loss">The loss.</param>
/// <param name="FlushedBytes">What is written before every repetition, so that nothing of the batch is left in the L2 cache.</param>
/// <param name="NotRun">What there was no room for.</param>
/// <param name="Failed">What broke off.</param>
/// <param name="Entries">The times.</param>
internal sealed record BandwidthReport(
    MachineRecord Machine, string Loss, long FlushedBytes, IReadOnlyList<string> NotRun, IReadOnlyList<string> Failed,
    IReadOnlyList<BandwidthEntry> Entries);
