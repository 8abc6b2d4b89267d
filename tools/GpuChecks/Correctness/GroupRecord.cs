namespace SparseLsr.Gen.GpuChecks.Correctness;

/// <summary>What came of a block of checks.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Checks">How many there were.</param>
/// <param name="Wrong">How many of them failed.</param>
/// <param name="Seconds">How long they took, compiling included.</param>
/// <param name="Messages">What exactly failed; the first few.</param>
internal sealed record GroupRecord(string Name, int Checks, int Wrong, double Seconds, IReadOnlyList<string> Messages);
