namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>What a run of the checks found.</summary>
/// <param name="Machine">Where it was made.</param>
/// <param name="Checks">How many there were.</param>
/// <param name="Wrong">How many of them failed.</param>
/// <param name="NotRun">What there was no room for.</param>
/// <param name="Blocks">All of it.</param>
internal sealed record CorrectReport(
    MachineRecord Machine, int Checks, int Wrong, IReadOnlyList<string> NotRun, IReadOnlyList<GroupRecord> Groups);
