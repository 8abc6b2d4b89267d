namespace SparseLsr.Gen.Benchmarks.Modes;

/// <summary>The cost of a construct.</summary>
/// <param name="Construct">Its name.</param>
/// <param name="KernelMs">The median time of the kernel, forward and backward.</param>
/// <param name="Ratio">The same as a multiple of that of cross entropy.</param>
/// <param name="Goal">What this may be; null for cross entropy itself.</param>
internal sealed record LanguageRecord(string Construct, double KernelMs, double Ratio, double? Goal);
